package dev.penstock.client.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The start, end and speed of a batch; null = not known, or not yet.
 *
 * @param wallSeconds seconds from the start to the end, or until now
 * @param requestsPerSecond finished requests divided by {@code wallSeconds}
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record BatchTimes(
        @JsonProperty("started_at") @Nullable Instant startedAt,
        @JsonProperty("finished_at") @Nullable Instant finishedAt,
        @JsonProperty("wall_s") @Nullable Double wallSeconds,
        @JsonProperty("requests_per_s") @Nullable Double requestsPerSecond) {
    static BatchTimes of(@Nullable Instant started, @Nullable Instant finished, long done) {
        return new BatchTimes(started, finished, wall(started, finished), null).having(done);
    }

    static BatchTimes until(Instant now, Instant started, long done) {
        return new BatchTimes(started, null, wall(started, now), null).having(done);
    }

    /** Returns a copy with the rate of a batch that has finished this many requests. */
    BatchTimes having(long done) {
        Double rate = wallSeconds == null
                ? null
                : (Double) (wallSeconds <= 0 ? 0 : Math.round(done / wallSeconds * 10) / 10.0);
        return new BatchTimes(startedAt, finishedAt, wallSeconds, rate);
    }

    private static @Nullable Double wall(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null
                ? null
                : (Double) (Duration.between(from, to).toMillis() / 1000.0);
    }
}
