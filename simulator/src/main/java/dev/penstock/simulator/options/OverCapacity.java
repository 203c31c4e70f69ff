package dev.penstock.simulator.options;

/** The treatment of calls beyond the provider's concurrency. */
public enum OverCapacity {
    /** Refuses further calls with 429. */
    REJECT,
    /** Lets latency grow in proportion to the number of calls, as on one GPU. */
    SLOW
}
