package dev.penstock.limits.rate;

/** Whoever waited shall wait no longer: the gate closes, or this group was told to leave. Nothing went out. */
public final class GateClosedException extends RuntimeException {
    GateClosedException(String message) {
        super(message);
    }
}
