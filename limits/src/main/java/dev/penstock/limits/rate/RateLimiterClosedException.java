package dev.penstock.limits.rate;

/** Thrown when a call is not admitted because the limiter was closed or its group stopped waiting; nothing was sent. */
public final class RateLimiterClosedException extends RuntimeException {
    RateLimiterClosedException(String message) {
        super(message);
    }
}
