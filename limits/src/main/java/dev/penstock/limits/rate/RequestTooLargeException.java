package dev.penstock.limits.rate;

/** Thrown when a request needs more tokens than the pool's quota of a whole minute, so that it would wait for ever. */
public final class RequestTooLargeException extends RuntimeException {
    RequestTooLargeException(String kind, long tokens, double quota) {
        super("the request needs about %d %s, more than the pool's %.0f %s per minute"
                .formatted(tokens, kind, quota, kind));
    }
}
