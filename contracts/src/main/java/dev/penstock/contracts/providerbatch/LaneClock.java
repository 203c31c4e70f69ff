package dev.penstock.contracts.providerbatch;

import dev.penstock.contracts.Deadline;
import dev.penstock.contracts.Lane;
import dev.penstock.contracts.batch.BatchSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When what the provider has not answered must be called online, so that the deadline is met.
 *
 * @param margin kept beside the time that the calls take
 * @param onlinePerMinute how many requests a minute can be called; 0 = as if all at once
 */
public record LaneClock(Instant deadline, Duration margin, double onlinePerMinute) {
    private static final Duration LEAST = Duration.ofSeconds(5);
    private static final Duration MOST = Duration.ofMinutes(15);

    /** Empty where nothing is ever called online. */
    public static Optional<LaneClock> of(BatchSpec spec, Instant started, double onlinePerMinute) {
        if (spec.lane() != Lane.AUTO) {
            return Optional.empty();
        }
        Instant deadline = Deadline.parse(spec.deadline().orElseThrow(), started);
        // For the provider to cancel, for what is downloaded then, for retries, and for a rate that was hoped for.
        Duration tenth = Duration.between(started, deadline).dividedBy(10);
        Duration margin = tenth.compareTo(LEAST) < 0 ? LEAST : tenth.compareTo(MOST) > 0 ? MOST : tenth;
        return Optional.of(new LaneClock(deadline, margin, onlinePerMinute));
    }

    /**
     * @param open requests that have no answer
     */
    public Instant onlineFrom(long open) {
        double seconds = onlinePerMinute <= 0 ? 0 : open * 60 / onlinePerMinute;
        return deadline.minus(margin).minusMillis((long) (seconds * 1000));
    }
}
