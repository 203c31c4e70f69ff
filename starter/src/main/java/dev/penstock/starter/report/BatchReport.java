package dev.penstock.starter.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.client.batch.BatchDescription;
import dev.penstock.starter.usage.BatchStatistics;
import dev.penstock.starter.usage.DateRange;
import dev.penstock.starter.usage.StoredBatch;
import dev.penstock.store.Result;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The data of a batch's report page.
 *
 * @param intervalMs the time between two points
 * @param reasons the reasons of dead letters, the most frequent first; replayed ones are included
 */
public record BatchReport(
        BatchStatistics statistics,
        String input,
        @Nullable String tenant,
        @JsonProperty("made_at") Instant madeAt,
        @JsonProperty("interval_ms") long intervalMs,
        List<ReportPoint> points,
        List<Reason> reasons) {
    private static final int REASONS = 10;

    /**
     * A reason for dead letters and their number.
     *
     * @param example the message of one of them
     */
    public record Reason(String code, long count, String example) {}

    /**
     * Reads a report from the store.
     *
     * @param batch the batch's present description
     */
    public static BatchReport of(StoredBatch stored, BatchDescription batch, Instant now) throws IOException {
        BatchTimeline timeline = new BatchTimeline();
        Map<String, Reason> reasons = new HashMap<>();
        stored.store().logged(stored.id()).visit((writer, result) -> {
            timeline.add(writer, result);
            count(result, reasons);
        });
        return new BatchReport(
                stored.statistics(batch, DateRange.ALWAYS),
                stored.plan().spec().input(),
                stored.plan().spec().tenant().orElse(null),
                now.truncatedTo(ChronoUnit.SECONDS),
                timeline.lengthMs(),
                timeline.points(),
                reasons.values().stream()
                        .sorted(Comparator.comparing(Reason::count).reversed())
                        .limit(REASONS)
                        .toList());
    }

    private static void count(Result result, Map<String, Reason> reasons) {
        Result.Error error = result.error();
        if (error != null) {
            reasons.merge(
                    error.code(),
                    new Reason(error.code(), 1, error.message()),
                    (before, one) -> new Reason(before.code(), before.count() + 1, before.example()));
        }
    }
}
