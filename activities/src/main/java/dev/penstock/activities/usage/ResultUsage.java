package dev.penstock.activities.usage;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.activities.Receipts;
import dev.penstock.contracts.Cost;
import dev.penstock.contracts.Counts;
import dev.penstock.contracts.IncompleteAnswers;
import dev.penstock.contracts.LatencyHistogram;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.Usage;
import dev.penstock.store.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The usage of some results; usages can be added up.
 *
 * @param waitedMs total time that the calls waited for quota
 * @param callingMs total duration of the calls, where each request counts with its last call
 * @param first when the first call began, and {@code last} when the last one ended; both null if nothing was called
 * @param possiblyPaid calls of single completions that brought no answer, or none with a usage, and may have been paid for
 */
public record ResultUsage(
        Receipt receipt,
        @JsonProperty("waited_ms") long waitedMs,
        @JsonProperty("calling_ms") long callingMs,
        @Nullable Instant first,
        @Nullable Instant last,

        @JsonProperty("possibly_paid") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        long possiblyPaid) {
    public static final ResultUsage NONE = new ResultUsage(Receipt.NONE, 0, 0, null, null);

    private ResultUsage(
            Receipt receipt, long waitedMs, long callingMs, @Nullable Instant first, @Nullable Instant last) {
        this(receipt, waitedMs, callingMs, first, last, 0);
    }

    public static ResultUsage of(Collection<Result> results) {
        long waited = 0;
        long calling = 0;
        Instant first = null;
        Instant last = null;
        for (Result result : results) {
            waited += result.call() == null ? 0 : result.call().waitedMs();
            calling += result.latencyMs();
            Instant start = result.startedAt();
            if (start != null) {
                first = earlier(first, start);
                last = later(last, start.plusMillis(result.latencyMs()));
            }
        }
        return new ResultUsage(Receipts.of(results), waited, calling, first, last);
    }

    /** Returns the usage of one answered completion. */
    public static ResultUsage ofCompletion(
            Usage usage, Cost cost, int attempts, Duration waited, Duration called, Instant end) {
        return ofCompletion(usage, cost, IncompleteAnswers.NONE, attempts, waited, called, end);
    }

    /** Returns the usage of one answered completion, whose answer may lack something. */
    public static ResultUsage ofCompletion(
            Usage usage,
            Cost cost,
            IncompleteAnswers incomplete,
            int attempts,
            Duration waited,
            Duration called,
            Instant end) {
        Counts counts = new Counts(1, 0, 0, Math.max(0, attempts - 1), 0, 0, 0, incomplete);
        LatencyHistogram latency = LatencyHistogram.of(List.of(called.toMillis()));
        return new ResultUsage(
                new Receipt(counts, usage, cost, latency),
                waited.toMillis(),
                called.toMillis(),
                end.minus(called),
                end);
    }

    /**
     * Returns the usage of a completion's call that may have been paid for, and whose usage is not known.
     *
     * @param most the most that it may have cost
     */
    public static ResultUsage ofPossiblyPaid(Cost most, Instant at) {
        Receipt receipt = new Receipt(Counts.NONE, Usage.NONE, most, LatencyHistogram.EMPTY);
        return new ResultUsage(receipt, 0, 0, at, at, 1);
    }

    /** Returns the part that whole requests do not share with their stages' calls: their number and duration. */
    public ResultUsage ofRequests() {
        Counts counts = receipt.counts();
        return new ResultUsage(
                new Receipt(
                        new Counts(
                                counts.completed(),
                                counts.failed(),
                                0,
                                0,
                                counts.possiblyPaidTwice(),
                                counts.cached(),
                                counts.duplicates(),
                                counts.incomplete()),
                        Usage.NONE,
                        Cost.NONE,
                        receipt.latency()),
                waitedMs,
                callingMs,
                null,
                null);
    }

    /** Returns the part that {@link #ofRequests()} leaves out: tokens, cost, throttling and retries. */
    public ResultUsage ofCalls() {
        Counts counts = receipt.counts();
        return new ResultUsage(
                new Receipt(
                        new Counts(0, 0, counts.throttled(), counts.retries(), 0),
                        receipt.usage(),
                        receipt.cost(),
                        LatencyHistogram.EMPTY),
                0,
                0,
                first,
                last);
    }

    public ResultUsage plus(ResultUsage other) {
        return new ResultUsage(
                receipt.plus(other.receipt),
                waitedMs + other.waitedMs,
                callingMs + other.callingMs,
                earlier(first, other.first),
                later(last, other.last),
                possiblyPaid + other.possiblyPaid);
    }

    /** Returns the seconds from the first call to the last answer, including pauses. */
    @JsonIgnore
    public double seconds() {
        return first == null || last == null ? 0 : (last.toEpochMilli() - first.toEpochMilli()) / 1000.0;
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }
}
