package dev.penstock.client.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.contracts.Cost;
import dev.penstock.contracts.Counts;
import dev.penstock.contracts.IncompleteAnswers;
import dev.penstock.contracts.LatencyHistogram;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.Usage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Totals over requests: counts, latency, tokens and cost.
 *
 * @param completed requests that were answered
 * @param failed requests that failed for good: dead letters
 * @param costUsd in US dollars; null = the price of some answers is unknown
 * @param throttled 429 responses
 * @param retries calls that were repeated after faults
 * @param possiblyPaidTwice calls that were interrupted by a crash and made again
 * @param fromCache requests answered from the cache of earlier answers
 * @param duplicates requests that get the result of an equal request
 * @param possiblyUsd the most that calls without an answer, or whose usage is unknown, may have cost in addition, in US dollars
 * @param incomplete requests whose answer lacks something, answered ones and dead letters
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record BatchTotals(
        long completed,
        long failed,
        @JsonProperty("latency_ms") Latency latency,
        Usage usage,
        @JsonProperty("cost_usd") @Nullable BigDecimal costUsd,
        long throttled,
        long retries,
        @JsonProperty("possibly_paid_twice") long possiblyPaidTwice,
        @JsonProperty("possibly_cost_usd") BigDecimal possiblyUsd,
        @JsonProperty("from_cache") long fromCache,
        long duplicates,
        IncompleteAnswers incomplete) {
    /** Percentiles of the latency of each answered request's last call, in milliseconds. */
    public record Latency(long p50, long p90, long p95, long p99) {
        static Latency of(LatencyHistogram histogram) {
            return new Latency(
                    histogram.percentile(50),
                    histogram.percentile(90),
                    histogram.percentile(95),
                    histogram.percentile(99));
        }

        /** Returns whether a call was timed; those of the provider's batch API are not, and dead letters do not count. */
        public boolean wasTimed() {
            return p99 > 0;
        }
    }

    public static BatchTotals of(Receipt receipt) {
        Counts counts = receipt.counts();
        return new BatchTotals(
                counts.completed(),
                counts.failed(),
                Latency.of(receipt.latency()),
                receipt.usage(),
                receipt.cost().usd().map(Cost::plain).orElse(null),
                counts.throttled(),
                counts.retries(),
                counts.possiblyPaidTwice(),
                Cost.usd(receipt.cost().possiblyNanoUsd()),
                counts.cached(),
                counts.duplicates(),
                counts.incompleteAnswers());
    }

    /** Returns the number of requests that have a result. */
    public long done() {
        return completed + failed;
    }

    /** Returns the number of requests that were not called because their answers had been paid for already. */
    public long reused() {
        return fromCache + duplicates;
    }

    BatchTotals withDuplicates(long known) {
        return new BatchTotals(
                completed,
                failed,
                latency,
                usage,
                costUsd,
                throttled,
                retries,
                possiblyPaidTwice,
                possiblyUsd,
                fromCache,
                known,
                incomplete);
    }
}
