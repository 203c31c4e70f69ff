package dev.penstock.limits.rate;

/** Thrown when a request needs more tokens than the pool's quota of a whole minute, so that it would wait for ever. */
public final class RequestTooLargeException extends RuntimeException {
    RequestTooLargeException(long tokens, double quota) {
        super("the request needs about %d tokens, more than the pool's %.0f tokens per minute"
                .formatted(tokens, quota));
    }
}
