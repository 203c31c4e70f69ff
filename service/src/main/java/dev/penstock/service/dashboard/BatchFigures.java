package dev.penstock.service.dashboard;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.batch.BatchProgress;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchState;
import java.math.BigDecimal;
import java.math.MathContext;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a batch on the dashboard.
 *
 * @param incomplete the answers that lack something, as in "12 truncated"; empty if there are none
 * @param requestsPerSecond finished requests per second, over the last ten seconds or longer
 * @param secondsLeft time to the end at that rate, in seconds; null = not known
 * @param costUsd cost so far in US dollars; null = the price of some answer is not known
 * @param link the page of the batch's workflow in Temporal's Web UI; null = not known
 */
public record BatchFigures(
        String id,
        BatchState status,
        long total,
        long completed,
        long failed,
        long throttled,
        long retries,
        long tokens,
        String incomplete,
        @JsonProperty("requests_per_second") double requestsPerSecond,
        @JsonProperty("seconds_left") @Nullable Long secondsLeft,
        @JsonProperty("p50_ms") long p50Millis,
        @JsonProperty("p99_ms") long p99Millis,
        @JsonProperty("cost_usd") @Nullable BigDecimal costUsd,
        @JsonProperty("started_at") @Nullable Instant startedAt,
        @JsonProperty("finished_at") @Nullable Instant finishedAt,
        @Nullable String remark,
        @Nullable URI link) {
    static BatchFigures of(BatchProgress progress, double measured, @Nullable URI link) {
        long left = progress.total() - progress.finished().counts().done();
        double perSecond = progress.state() == BatchState.PAUSED ? 0 : measured;
        return of(
                progress.id().value(),
                progress.state(),
                progress.total(),
                progress.finished(),
                perSecond,
                perSecond > 0 ? (long) Math.ceil(left / perSecond) : null,
                progress.started(),
                null,
                progress.pausedBecause() == null ? progress.alert() : progress.pausedBecause(),
                link);
    }

    static BatchFigures of(BatchResult result, @Nullable URI link) {
        return of(
                result.id().value(),
                result.status(),
                result.total(),
                result.receipt(),
                0,
                null,
                result.startedAt(),
                result.finishedAt(),
                result.reason(),
                link);
    }

    /** Returns the figures of a batch whose progress and result are not known. */
    static BatchFigures unknown(
            String id,
            BatchState status,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String remark,
            @Nullable URI link) {
        return of(id, status, 0, Receipt.NONE, 0, null, startedAt, finishedAt, remark, link);
    }

    private static BatchFigures of(
            String id,
            BatchState status,
            long total,
            Receipt receipt,
            double perSecond,
            @Nullable Long secondsLeft,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String remark,
            @Nullable URI link) {
        return new BatchFigures(
                id,
                status,
                total,
                receipt.counts().completed(),
                receipt.counts().failed(),
                receipt.counts().throttled(),
                receipt.counts().retries(),
                receipt.usage().total(),
                receipt.counts().incompleteAnswers().text(),
                rounded(perSecond),
                secondsLeft,
                receipt.latency().percentile(50),
                receipt.latency().percentile(99),
                receipt.cost().usd().orElse(null),
                startedAt,
                finishedAt,
                remark,
                link);
    }

    /** Returns a rate with one decimal, or with two digits that are not zero if there is less than one request a second. */
    private static double rounded(double perSecond) {
        return perSecond >= 1
                ? Math.round(perSecond * 10) / 10.0
                : new BigDecimal(perSecond).round(new MathContext(2)).doubleValue();
    }
}
