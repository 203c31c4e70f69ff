package dev.penstock.store;

/**
 * Thrown when the store takes no results: its disk is full, it cannot be written to, or its folder is gone. No request may
 * be called until a person has mended that.
 */
public final class StoreUnavailableException extends RuntimeException {
    public StoreUnavailableException(String message) {
        super(message);
    }

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
