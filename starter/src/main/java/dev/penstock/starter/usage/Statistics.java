package dev.penstock.starter.usage;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.penstock.activities.usage.Used;
import dev.penstock.contracts.Counts;
import dev.penstock.contracts.LatencyHistogram;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A batch, or a tenant's batches, in numbers; what {@code penstock stats --json} prints.
 *
 * @param id of the batch, or the tenant's name
 * @param total requests that there are; null = of several batches
 * @param successRate answered of those that have a result, 0 to 1
 * @param retries calls that were repeated after faults
 * @param throttled answers 429
 * @param used tokens and cost
 * @param seconds from the first call to the last answer
 */
@JsonPropertyOrder({"id", "status", "total", "requests", "answered", "dead_letters", "success_rate"})
public record Statistics(
        String id,
        String status,
        @Nullable Long total,
        long requests,
        long answered,
        @JsonProperty("dead_letters") long deadLetters,
        @JsonProperty("success_rate") double successRate,
        long retries,
        long throttled,
        @JsonProperty("latency_ms") Latency latency,
        @JsonProperty("usage") UsageSum used,
        double seconds,
        @JsonProperty("requests_per_s") double requestsPerSecond,
        @JsonProperty("tokens_per_s") double tokensPerSecond,
        Time time,
        List<Part> parts) {
    /** Milliseconds of the last call of each answered request. */
    public record Latency(long p50, long p90, long p95, long p99) {
        static Latency of(LatencyHistogram histogram) {
            return new Latency(
                    histogram.percentile(50),
                    histogram.percentile(90),
                    histogram.percentile(95),
                    histogram.percentile(99));
        }
    }

    /**
     * What requests spent their time on, in seconds.
     *
     * @param waiting for quota and for a free call, in the pool's queue and at its rate limiter; in all
     * @param calling in all
     * @param waitingEach on average
     */
    public record Time(
            double waiting,
            double calling,
            @JsonProperty("waiting_each") double waitingEach,
            @JsonProperty("calling_each") double callingEach) {
        static Time of(Used used) {
            // Those that were not called neither waited nor took any time.
            double count = Math.max(1, called(used));
            double waiting = used.waitedMs() / 1000.0;
            double calling = used.callingMs() / 1000.0;
            return new Time(rounded(waiting), rounded(calling), rounded(waiting / count), rounded(calling / count));
        }
    }

    /** The same of those that went to one pool and model, in one stage. */
    public record Part(
            Map<String, String> by,
            long requests,
            @JsonProperty("dead_letters") long deadLetters,
            long retries,
            long throttled,
            @JsonProperty("latency_ms") Latency latency,
            @JsonProperty("usage") UsageSum used) {}

    /**
     * @param stages in the order in which requests go through them
     */
    public static Statistics of(String id, String status, @Nullable Long total, UsageBook book, List<String> stages) {
        Used used = book.sum();
        Counts counts = used.receipt().counts();
        double seconds = used.seconds();
        return new Statistics(
                id,
                status,
                total,
                counts.done(),
                counts.completed(),
                counts.failed(),
                counts.done() == 0 ? 0 : Math.round((1 - counts.errorRate()) * 10_000) / 10_000.0,
                counts.retries(),
                counts.throttled(),
                Latency.of(used.receipt().latency()),
                book.total(),
                rounded(seconds),
                rate(called(used), seconds),
                rate(used.receipt().usage().total(), seconds),
                Time.of(used),
                parts(book, stages));
    }

    private static List<Part> parts(UsageBook book, List<String> stages) {
        List<Part> parts = new ArrayList<>();
        book.by(List.of(Dimension.POOL, Dimension.MODEL, Dimension.STAGE))
                .forEach((by, used) -> parts.add(part(by, used)));
        parts.sort(Comparator.comparingInt(part -> stages.indexOf(part.by().get(Dimension.STAGE.toString()))));
        return parts;
    }

    private static Part part(Map<String, String> by, Used used) {
        Counts counts = used.receipt().counts();
        return new Part(
                by,
                counts.done(),
                counts.failed(),
                counts.retries(),
                counts.throttled(),
                Latency.of(used.receipt().latency()),
                UsageSum.of(Map.of(), used));
    }

    private static long called(Used used) {
        Counts counts = used.receipt().counts();
        return counts.done() - counts.reused();
    }

    private static double rate(long count, double seconds) {
        return seconds <= 0 ? 0 : Math.round(count / seconds * 10) / 10.0;
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 1000) / 1000.0;
    }
}
