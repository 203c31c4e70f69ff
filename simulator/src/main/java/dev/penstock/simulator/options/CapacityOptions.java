package dev.penstock.simulator.options;

/**
 * The number of calls that the provider works on at once, and what happens to further calls.
 *
 * @param maxConcurrency 0 = unlimited
 */
public record CapacityOptions(int maxConcurrency, OverCapacity overCapacity) {
    public static final CapacityOptions NONE = new CapacityOptions(0, OverCapacity.REJECT);

    public CapacityOptions {
        if (maxConcurrency < 0) {
            throw new IllegalArgumentException("the concurrency cannot be negative (0 means unlimited)");
        }
    }

    public boolean rejects(int inFlight) {
        return maxConcurrency > 0 && overCapacity == OverCapacity.REJECT && inFlight > maxConcurrency;
    }

    /** Returns the factor, at least 1, by which a call's latency is multiplied. */
    public double slowdown(int inFlight) {
        return maxConcurrency > 0 && overCapacity == OverCapacity.SLOW
                ? Math.max(1.0, inFlight / (double) maxConcurrency)
                : 1.0;
    }
}
