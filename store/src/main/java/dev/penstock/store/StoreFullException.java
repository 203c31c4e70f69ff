package dev.penstock.store;

/** Thrown when the disk has no room for results; no request may be called until it has. */
public final class StoreFullException extends RuntimeException {
    public StoreFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
