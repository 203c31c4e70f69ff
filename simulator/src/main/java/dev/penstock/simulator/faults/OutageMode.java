package dev.penstock.simulator.faults;

/** What a provider that is down does with calls. */
public enum OutageMode {
    /** Answers 503. */
    UNAVAILABLE,
    /** Closes the connection. */
    DROP
}
