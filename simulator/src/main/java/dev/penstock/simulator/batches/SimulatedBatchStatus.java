package dev.penstock.simulator.batches;

/** The status of a batch, as OpenAI names it. */
enum SimulatedBatchStatus {
    VALIDATING,
    IN_PROGRESS,
    COMPLETED,
    FAILED,
    EXPIRED,
    CANCELLING,
    CANCELLED;

    boolean isFinal() {
        return this == COMPLETED || this == FAILED || this == EXPIRED || this == CANCELLED;
    }

    String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
