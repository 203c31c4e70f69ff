package dev.penstock.limits.rate;

import dev.penstock.contracts.pool.TotalUse;
import java.time.Duration;

/**
 * A snapshot of one model's calls at a {@link RateLimiter}.
 *
 * @param waiting calls that wait for a permit
 * @param inFlight calls under way
 * @param pausedFor how long the provider's last 429 still holds back calls of this model alone
 * @param admitted calls admitted since the model was first called
 * @param throttleEvents 429 events that paused this model alone
 * @param use all calls of the model that were started
 */
public record ModelStatus(
        String model, int waiting, int inFlight, Duration pausedFor, long admitted, long throttleEvents, TotalUse use) {
    public ModelStatus(
            String model, int waiting, int inFlight, Duration pausedFor, long admitted, long throttleEvents) {
        this(model, waiting, inFlight, pausedFor, admitted, throttleEvents, TotalUse.NONE);
    }
}
