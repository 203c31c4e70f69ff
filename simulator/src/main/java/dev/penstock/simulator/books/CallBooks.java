package dev.penstock.simulator.books;

import dev.penstock.simulator.answers.BilledTokens;
import dev.penstock.simulator.answers.PromptHash;
import dev.penstock.simulator.books.SimulatorStats.Duplicate;
import dev.penstock.simulator.books.SimulatorStats.Prompts;
import dev.penstock.simulator.books.SimulatorStats.Times;
import dev.penstock.simulator.quota.WorstMinute;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts every call and every request of a batch. There is one lock, which a few event loops with ten thousand calls
 * a second don't notice.
 */
public final class CallBooks {
    private static final int SHOWN_SECONDS = 600;
    private static final int REMEMBERED_DUPLICATES = 1_000;
    private static final int REMEMBERED_LENGTH = 80;

    private final LongSupplier nanos;
    private final InstantSource clock;
    private CallCounts tally = new CallCounts();
    private PromptBook prompts = new PromptBook();
    private BatchBook batches = new BatchBook();
    private Map<Long, String> duplicates = new LinkedHashMap<>();
    private PerSecondCounts calls = new PerSecondCounts();
    private PerSecondCounts answers = new PerSecondCounts();
    private long startedAt;
    private @Nullable Instant firstCall;
    private @Nullable Instant lastCall;

    public CallBooks(LongSupplier nanos, InstantSource clock) {
        this.nanos = nanos;
        this.clock = clock;
        this.startedAt = nanos.getAsLong();
    }

    /**
     * Records the arrival of a call.
     *
     * @param prompt the hash of the call's prompt; null = the call is invalid
     * @return the number of calls in flight, including this call
     */
    public synchronized int open(@Nullable Long prompt) {
        Instant now = clock.instant();
        firstCall = firstCall == null ? now : firstCall;
        lastCall = now;
        calls.add(nanos.getAsLong() - startedAt);
        if (prompt != null) {
            prompts.called(prompt);
        }
        return tally.open();
    }

    /** Returns how many calls of a prompt were admitted. */
    public synchronized int calls(long prompt) {
        return prompts.of(prompt).admitted();
    }

    /**
     * Records that a call was admitted.
     *
     * @return the number of this call among the prompt's admitted calls, counted from 1
     */
    public synchronized int admit(long prompt) {
        return prompts.admitted(prompt);
    }

    public synchronized void close(@Nullable String prompt, CallEnding ending) {
        tally.close(ending);
        if (ending instanceof CallEnding.Answered && prompt != null) {
            answers.add(nanos.getAsLong() - startedAt);
            answered(prompt);
        }
    }

    /**
     * Records the arrival and admission of a batch's request.
     *
     * @return the number of this call among the prompt's admitted calls, online and by batch, counted from 1
     */
    public synchronized int admitByBatch(long prompt) {
        prompts.called(prompt);
        batches.admitted(prompt);
        return prompts.admitted(prompt);
    }

    public synchronized void answeredByBatch(String prompt, BilledTokens usage) {
        batches.answered(prompt, usage);
        answered(prompt);
    }

    public synchronized void failedByBatch() {
        batches.failed();
    }

    public synchronized void leftOutByBatch() {
        batches.leftOut();
    }

    public synchronized void uploaded() {
        batches.uploaded();
    }

    public synchronized void createdBatch() {
        batches.created();
    }

    public synchronized void cancelledBatch() {
        batches.cancelled();
    }

    /**
     * Changes the number of clients that are kept waiting.
     *
     * @param more 1 for a client that begins to wait, -1 for a client that has disconnected
     */
    public synchronized void holding(int more) {
        batches.holding(more);
    }

    public synchronized PromptCalls batchCallsOf(String prompt) {
        return batches.of(prompt);
    }

    private void answered(String prompt) {
        long hash = PromptHash.of(prompt);
        int before = prompts.duplicates();
        prompts.answered(hash);
        if (prompts.duplicates() > before && duplicates.size() < REMEMBERED_DUPLICATES) {
            duplicates.put(hash, prompt.substring(0, Math.min(prompt.length(), REMEMBERED_LENGTH)));
        }
    }

    public synchronized PromptCalls callsOf(String prompt) {
        return prompts.of(PromptHash.of(prompt));
    }

    public synchronized SimulatorStats stats(WorstMinute worst, int listedDuplicates) {
        return new SimulatorStats(
                tally.totals(),
                tally.byStatus(),
                tally.byFault(),
                tally.tokens(),
                new Times(firstCall, lastCall, calls.last(SHOWN_SECONDS), answers.last(SHOWN_SECONDS)),
                new Prompts(prompts.distinct(), prompts.duplicates(), sample(listedDuplicates)),
                worst,
                batches.stats());
    }

    /** Clears the statistics, but keeps calls in flight counted as in flight. */
    public synchronized void reset() {
        tally = tally.emptied();
        batches = new BatchBook();
        prompts = new PromptBook();
        duplicates = new LinkedHashMap<>();
        calls = new PerSecondCounts();
        answers = new PerSecondCounts();
        startedAt = nanos.getAsLong();
        firstCall = null;
        lastCall = null;
    }

    private List<Duplicate> sample(int limit) {
        // Prompts whose text is remembered come first.
        return Stream.concat(duplicates.keySet().stream(), prompts.listDuplicates(limit).stream())
                .distinct()
                .limit(limit)
                .map(hash ->
                        new Duplicate("%016x".formatted(hash), duplicates.getOrDefault(hash, ""), prompts.of(hash)))
                .toList();
    }
}
