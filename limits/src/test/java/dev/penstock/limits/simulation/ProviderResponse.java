package dev.penstock.limits.simulation;

/** What a simulated provider makes of a call. */
sealed interface ProviderResponse {
    record Answered(long latency) implements ProviderResponse {}

    record Throttled(long retryAfter, boolean forTokens) implements ProviderResponse {}

    record Lost() implements ProviderResponse {}

    /** The account is rejected until a person acts. */
    record Rejected() implements ProviderResponse {}
}
