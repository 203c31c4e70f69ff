package dev.penstock.client.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.penstock.contracts.BatchResult;
import dev.penstock.contracts.Counts;
import dev.penstock.contracts.LaneReport;
import dev.penstock.contracts.Receipt;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A finished batch in numbers; what {@code --json} prints. */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({"id", "status", "total", "completed", "failed", "wall_s", "requests_per_s", "latency_ms"})
public record Summary(
        String id,
        String status,
        long total,
        long completed,
        long failed,
        @JsonProperty("wall_s") double wallSeconds,
        @JsonProperty("requests_per_s") double requestsPerSecond,
        @JsonProperty("latency_ms") Latency latency,
        Tokens usage,
        @JsonProperty("cost_usd") @Nullable BigDecimal costUsd,
        long throttled,
        long retries,
        @JsonProperty("possibly_paid_twice") long possiblyPaidTwice,
        String output,
        String errors,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Lanes lanes,
        @JsonProperty("from_cache") long fromCache,
        long duplicates) {
    /** Milliseconds of a call. */
    public record Latency(long p50, long p99) {}

    /** As the provider billed them. */
    public record Tokens(
            @JsonProperty("input_tokens") long input,
            @JsonProperty("output_tokens") long output) {}

    /** What each lane answered and cost, and what one alone would have cost; null = a price is unknown. */
    public record Lanes(
            @JsonProperty("by_batch") long byBatch,
            long online,
            @JsonProperty("batch_usd") @Nullable BigDecimal batchUsd,
            @JsonProperty("online_usd") @Nullable BigDecimal onlineUsd,
            @JsonProperty("if_all_online_usd") @Nullable BigDecimal ifAllOnlineUsd,
            @JsonProperty("if_all_batch_usd") @Nullable BigDecimal ifAllBatchUsd) {
        static Lanes of(LaneReport report) {
            return new Lanes(
                    report.byBatch(),
                    report.online(),
                    report.batchCost().usd().orElse(null),
                    report.onlineCost().usd().orElse(null),
                    report.ifAllOnline().usd().orElse(null),
                    report.ifAllBatch().usd().orElse(null));
        }
    }

    public static Summary of(BatchResult result, String output, String errors) {
        Receipt receipt = result.receipt();
        Counts counts = receipt.counts();
        double wall = Duration.between(result.startedAt(), result.finishedAt()).toMillis() / 1000.0;
        return new Summary(
                result.id().value(),
                result.status().toString(),
                result.total(),
                counts.completed(),
                counts.failed(),
                wall,
                wall <= 0 ? 0 : Math.round(counts.done() / wall * 10) / 10.0,
                new Latency(receipt.latency().percentile(50), receipt.latency().percentile(99)),
                new Tokens(receipt.usage().input(), receipt.usage().output()),
                receipt.cost().usd().orElse(null),
                counts.throttled(),
                counts.retries(),
                counts.possiblyPaidTwice(),
                output,
                errors,
                result.lane() == null ? null : Lanes.of(result.lane()),
                counts.cached(),
                counts.duplicates());
    }
}
