package dev.penstock.simulator.books;

import dev.penstock.simulator.quota.WorstMinute;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statistics of a simulator at one moment. */
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
     * The calls of models: {@code total = answered + throttled + refused + broken + abandoned + inFlight}.
     *
     * @param throttled calls refused with {@code rate_limit_exceeded}, by quota, capacity or an injected fault
     * @param abandoned calls whose client disconnected before the response was sent
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

    /** The tokens billed for complete answers. */
    public record Tokens(long prompt, long completion) {}

    /** The times of calls; each series counts by the second and ends with the last second whose count is not 0. */
    public record Times(
            @Nullable Instant firstCall,
            @Nullable Instant lastCall,
            List<Integer> callsPerSecond,
            List<Integer> answersPerSecond) {}

    /** The number of prompts, of prompts with more than one complete answer, and a sample of the latter. */
    public record Prompts(int distinct, int duplicates, List<Duplicate> sample) {}

    /** A prompt with more than one complete answer: its hash, its beginning (empty if not kept) and its counts. */
    public record Duplicate(String hash, String prompt, PromptCalls counts) {}

    /** Returns the number of prompts that were answered with status 200 more than once. */
    public int duplicates() {
        return prompts.duplicates();
    }
}
