package dev.penstock.simulator.books;

import dev.penstock.simulator.quota.WorstMinute;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The books at one moment. */
public record SimulatorStats(
        Totals calls,
        Map<Integer, Long> byStatus,
        Map<String, Long> byFault,
        Tokens tokens,
        Times times,
        Prompts prompts,
        WorstMinute worstMinute,
        BatchStats batches) {

    /**
     * Every call of a model: {@code total = answered + throttled + refused + broken + abandoned + inFlight}.
     * Throttled are those refused by a quota or the capacity; abandoned, those whose client left before the answer.
     */
    public record Totals(
            long total,
            long answered,
            long throttled,
            long refused,
            long broken,
            long abandoned,
            int inFlight,
            int peakInFlight) {}

    /** What the whole answers were billed. */
    public record Tokens(long prompt, long completion) {}

    /** When calls came; the series count calls by the second and end with the last second that had a call. */
    public record Times(
            @Nullable Instant firstCall,
            @Nullable Instant lastCall,
            List<Integer> callsPerSecond,
            List<Integer> answersPerSecond) {}

    /** Prompts seen, how many of them got more than one whole answer, and some of these with their counts. */
    public record Prompts(int distinct, int duplicates, List<Duplicate> sample) {}

    /** A prompt that was answered more than once: its hash, its beginning where known, its counts. */
    public record Duplicate(String hash, String prompt, PromptCalls counts) {}

    /** How many prompts were answered with 200 more than once. */
    public int duplicates() {
        return prompts.duplicates();
    }
}
