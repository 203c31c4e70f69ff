package dev.penstock.simulator.faults;

/** The provider's reaction to calls during an outage. */
public enum OutageMode {
    /** Responds with 503. */
    UNAVAILABLE,
    /** Closes the connection without a response. */
    DROP
}
