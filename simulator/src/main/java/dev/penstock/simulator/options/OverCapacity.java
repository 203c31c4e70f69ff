package dev.penstock.simulator.options;

/** What happens to calls beyond the provider's concurrency. */
public enum OverCapacity {
    /** 429. */
    REJECT,
    /** As on one GPU: everybody waits longer, in proportion. */
    SLOW
}
