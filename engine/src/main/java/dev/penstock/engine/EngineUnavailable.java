package dev.penstock.engine;

/** No Temporal server could be had; the message is written for the user and needs no stack trace. */
public final class EngineUnavailable extends RuntimeException {

    public EngineUnavailable(String message) {
        super(message);
    }

    public EngineUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
