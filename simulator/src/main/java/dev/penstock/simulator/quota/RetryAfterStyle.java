package dev.penstock.simulator.quota;

/** How a throttled client is told how long to wait. */
public enum RetryAfterStyle {
    SECONDS,
    MILLISECONDS,
    DATE,
    NONE
}
