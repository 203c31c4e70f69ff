package dev.penstock.limits.rate;

import dev.penstock.contracts.pool.ProbeOutcomes;
import dev.penstock.contracts.pool.TotalUse;
import java.time.Duration;
import java.util.List;

/**
 * A snapshot of a {@link RateLimiter}: the calls that it has admitted, and those that wait.
 *
 * @param waiting calls that wait for a permit
 * @param inFlight calls under way
 * @param pausedFor how long the provider's last 429 still holds all calls back; zero when it does not
 * @param admitted calls admitted since the process started
 * @param throttleEvents 429 events; 429 responses to calls that were under way together are one event
 * @param closed whether the limiter admits nothing because it was closed
 * @param models the models that were called or wait to be, the least recently called first, or forgotten
 * @param use all calls that were started, and how far they may go
 * @param probes how calls ended that tested a provider, since the process started
 */
public record RateLimiterStatus(
        int waiting,
        int inFlight,
        Duration pausedFor,
        long admitted,
        long throttleEvents,
        boolean closed,
        List<ModelStatus> models,
        TotalUse use,
        ProbeOutcomes probes) {
    /** Creates the status of a limiter that no model has come to. */
    public RateLimiterStatus(
            int waiting, int inFlight, Duration pausedFor, long admitted, long throttleEvents, boolean closed) {
        this(waiting, inFlight, pausedFor, admitted, throttleEvents, closed, List.of());
    }

    /** Creates the status of a limiter that has started no call. */
    public RateLimiterStatus(
            int waiting,
            int inFlight,
            Duration pausedFor,
            long admitted,
            long throttleEvents,
            boolean closed,
            List<ModelStatus> models) {
        this(waiting, inFlight, pausedFor, admitted, throttleEvents, closed, models, TotalUse.NONE, ProbeOutcomes.NONE);
    }
}
