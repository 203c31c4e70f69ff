package dev.penstock.simulator.quota;

/** The form in which a 429 response names the time to wait. */
public enum RetryAfterStyle {
    SECONDS,
    MILLISECONDS,
    DATE,
    NONE
}
