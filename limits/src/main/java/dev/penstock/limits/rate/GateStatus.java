package dev.penstock.limits.rate;

import java.time.Duration;

/**
 * How a gate is doing just now.
 *
 * @param parkedFor how long the provider's last 429 still holds it; zero when it doesn't
 * @param admitted calls let out since the start
 * @param throttleEvents how often the provider said 429; simultaneous ones are one
 * @param requestsLastMinute calls let out in the last minute
 * @param tokensLastMinute tokens of the calls of the last minute, as far as known
 */
public record GateStatus(
        int waiting,
        int inFlight,
        Duration parkedFor,
        long admitted,
        long throttleEvents,
        long requestsLastMinute,
        long tokensLastMinute,
        boolean closed) {}
