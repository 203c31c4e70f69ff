package dev.penstock.contracts.providerbatch;

import dev.penstock.contracts.Deadline;
import dev.penstock.contracts.Lane;
import dev.penstock.contracts.batch.BatchSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Computes when unanswered requests must be called online, so that the deadline is met.
 *
 * @param margin the time kept in reserve in addition to the time that the calls take
 * @param onlinePerMinute how many requests per minute can be called; 0 = calls are taken to need no time
 */
public record LaneClock(Instant deadline, Duration margin, double onlinePerMinute) {
    private static final Duration MIN_MARGIN = Duration.ofSeconds(5);
    private static final Duration MAX_MARGIN = Duration.ofMinutes(15);

    /** Returns the clock of a batch; empty if the batch never calls requests of the lane online. */
    public static Optional<LaneClock> of(BatchSpec spec, Instant started, double onlinePerMinute) {
        if (spec.lane() != Lane.AUTO) {
            return Optional.empty();
        }
        Instant deadline = Deadline.parse(spec.deadline().orElseThrow(), started);
        // The margin covers the provider's cancelling, the download after that, retries, and an estimated rate that was
        // too high.
        Duration tenth = Duration.between(started, deadline).dividedBy(10);
        Duration margin =
                tenth.compareTo(MIN_MARGIN) < 0 ? MIN_MARGIN : tenth.compareTo(MAX_MARGIN) > 0 ? MAX_MARGIN : tenth;
        return Optional.of(new LaneClock(deadline, margin, onlinePerMinute));
    }

    /**
     * Returns when unanswered requests must be called online.
     *
     * @param open the number of requests that have no answer
     */
    public Instant onlineFrom(long open) {
        double seconds = onlinePerMinute <= 0 ? 0 : open * 60 / onlinePerMinute;
        return deadline.minus(margin).minusMillis((long) (seconds * 1000));
    }
}
