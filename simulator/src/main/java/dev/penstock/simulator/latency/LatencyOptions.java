package dev.penstock.simulator.latency;

import java.time.Duration;

/** The delay before an answer and, in streams, before each further token. */
public record LatencyOptions(LatencyDistribution answer, Duration perToken) {
    public static final LatencyOptions NONE = new LatencyOptions(LatencyDistribution.NONE, Duration.ZERO);

    public LatencyOptions {
        if (perToken.isNegative()) {
            throw new IllegalArgumentException("the latency per token cannot be negative");
        }
    }
}
