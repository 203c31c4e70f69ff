package dev.penstock.limits.rate;

/** A request needs more tokens than the pool's whole quota of a minute, so that it could wait for ever. */
public final class RequestTooLargeException extends RuntimeException {
    RequestTooLargeException(long tokens, long quota) {
        super("the request needs about %d tokens, more than the pool's %d tokens per minute".formatted(tokens, quota));
    }
}
