package dev.penstock.client;

/** Thrown by {@link Penstock#completeAllOrFail} when a request failed for good; the other requests were cancelled. */
public final class RequestFailed extends RuntimeException {
    private final transient RequestOutcome outcome;

    RequestFailed(RequestOutcome outcome) {
        super("request %s: %s: %s".formatted(outcome.customId(), outcome.errorCode(), outcome.errorMessage()));
        this.outcome = outcome;
    }

    public RequestOutcome outcome() {
        return outcome;
    }
}
