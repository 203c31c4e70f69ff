package dev.penstock.store;

/** There is no room for results: nothing more may be called until there is. */
public final class StoreFullException extends RuntimeException {
    public StoreFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
