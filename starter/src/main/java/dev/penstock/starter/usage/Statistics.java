package dev.penstock.starter.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.penstock.activities.usage.ResultUsage;
import dev.penstock.client.batch.BatchTotals;
import dev.penstock.contracts.Counts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The statistics that {@code penstock stats} adds to the figures of a batch or of a tenant's batches.
 *
 * @param successRate the fraction of results that are answered, 0 to 1
 * @param activeSeconds from the first call to the last answer
 * @param callsPerSecond called requests, over the active time
 * @param tokensPerSecond input and output tokens, over the active time
 * @param parts the figures by pool, model and stage
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Statistics(
        @JsonUnwrapped UsagePrices prices,
        @JsonProperty("success_rate") double successRate,
        @JsonProperty("active_s") double activeSeconds,
        @JsonProperty("calls_per_s") double callsPerSecond,
        @JsonProperty("tokens_per_s") double tokensPerSecond,
        Time time,
        List<Part> parts) {
    /**
     * The time that requests spent waiting and in calls, in seconds.
     *
     * @param waiting the total time in the pool's queue and at its rate limiter, for quota or a free call
     * @param calling the total time in calls
     * @param waitingEach the average waiting time
     */
    public record Time(
            double waiting,
            double calling,
            @JsonProperty("waiting_each") double waitingEach,
            @JsonProperty("calling_each") double callingEach) {
        static Time of(ResultUsage used) {
            // Averages are over called requests, because the others neither waited nor took any time.
            double count = Math.max(1, called(used));
            double waiting = used.waitedMs() / 1000.0;
            double calling = used.callingMs() / 1000.0;
            return new Time(rounded(waiting), rounded(calling), rounded(waiting / count), rounded(calling / count));
        }
    }

    /**
     * The figures of the requests to one pool and model, in one stage.
     *
     * @param by the names of the pool, the model and the stage
     */
    public record Part(
            Map<String, String> by,
            @JsonUnwrapped BatchTotals figures,
            @JsonUnwrapped UsagePrices prices) {}

    /**
     * Computes the statistics of usage records.
     *
     * @param stages in the order in which requests go through them
     */
    public static Statistics of(UsageRecords book, List<String> stages) {
        ResultUsage used = book.sum();
        Counts counts = used.receipt().counts();
        double seconds = used.seconds();
        return new Statistics(
                UsagePrices.of(used.receipt().cost()),
                counts.done() == 0 ? 0 : Math.round((1 - counts.errorRate()) * 10_000) / 10_000.0,
                rounded(seconds),
                rate(called(used), seconds),
                rate(used.receipt().usage().total(), seconds),
                Time.of(used),
                parts(book, stages));
    }

    private static List<Part> parts(UsageRecords book, List<String> stages) {
        List<Part> parts = new ArrayList<>();
        book.by(List.of(UsageDimension.POOL, UsageDimension.MODEL, UsageDimension.STAGE))
                .forEach((by, used) -> parts.add(new Part(
                        by,
                        BatchTotals.of(used.receipt()),
                        UsagePrices.of(used.receipt().cost()))));
        parts.sort(Comparator.comparingInt(part -> stages.indexOf(part.by().get(UsageDimension.STAGE.toString()))));
        return parts;
    }

    private static long called(ResultUsage used) {
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
