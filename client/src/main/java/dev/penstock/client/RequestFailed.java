package dev.penstock.client;

/** A request of those that all were to be answered was given up on; the others were cancelled. */
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
