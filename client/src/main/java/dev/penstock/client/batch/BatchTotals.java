package dev.penstock.client.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.contracts.Cost;
import dev.penstock.contracts.Counts;
import dev.penstock.contracts.LatencyHistogram;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.Usage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What became of some requests, and what they took, as programs read it.
 *
 * @param completed requests that were answered
 * @param failed requests that were given up on: dead letters
 * @param costUsd in US dollars; null = the price of some answers is unknown
 * @param throttled 429 responses
 * @param retries calls that were repeated after faults
 * @param possiblyPaidTwice calls that a crash cut off, and that were made again
 * @param fromCache answered requests whose answer had been kept from an earlier call
 * @param duplicates requests that get the result of another request
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
        @JsonProperty("from_cache") long fromCache,
        long duplicates) {
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
                counts.cached(),
                counts.duplicates());
    }

    /** Requests that have a result. */
    public long done() {
        return completed + failed;
    }

    /** Requests that are not called, because their results have been paid for already. */
    public long reused() {
        return fromCache + duplicates;
    }

    BatchTotals withDuplicates(long known) {
        return new BatchTotals(
                completed, failed, latency, usage, costUsd, throttled, retries, possiblyPaidTwice, fromCache, known);
    }
}
