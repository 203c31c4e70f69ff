package dev.penstock.limits.rate;

import java.time.Duration;

/**
 * A snapshot of a {@link RateLimiter}: the calls that it has admitted, and those that wait.
 *
 * @param waiting calls that wait for a permit
 * @param inFlight calls under way
 * @param pausedFor how long the provider's last 429 still holds all calls back; zero when it does not
 * @param admitted calls admitted since the process started
 * @param throttleEvents 429 events; 429 responses to calls that were under way together are one event
 * @param closed whether the limiter admits nothing because it was closed
 */
public record RateLimiterStatus(
        int waiting, int inFlight, Duration pausedFor, long admitted, long throttleEvents, boolean closed) {}
