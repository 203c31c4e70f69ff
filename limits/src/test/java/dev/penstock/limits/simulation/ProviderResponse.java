package dev.penstock.limits.simulation;

/** What a simulated provider makes of a call. */
sealed interface ProviderResponse {
    record Answered(long latency) implements ProviderResponse {}

    record Throttled(long retryAfter, boolean forTokens) implements ProviderResponse {}

    /** Nothing comes back; the caller notices or gives up after a while. */
    record Lost(long after) implements ProviderResponse {}

    /** The account is rejected until a person acts. */
    record Rejected() implements ProviderResponse {}
}
