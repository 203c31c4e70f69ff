package dev.penstock.engine;

/** Thrown when no Temporal server is available; the message is written for the user and needs no stack trace. */
public final class EngineUnavailable extends RuntimeException {

    public EngineUnavailable(String message) {
        super(message);
    }

    public EngineUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
