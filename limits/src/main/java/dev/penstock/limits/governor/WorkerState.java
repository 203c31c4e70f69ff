package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.InputOutputShare;
import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.contracts.pool.PoolTraffic;
import dev.penstock.contracts.pool.TokensByKind;
import dev.penstock.limits.QuotaLimit;
import org.jspecify.annotations.Nullable;

/** The state of one worker of a pool: its needs according to its reports, and the share that it was last told. */
final class WorkerState {
    static final long UNLIMITED = Long.MAX_VALUE;

    private static final double SMOOTH_MILLIS = 3_000;
    private static final double BUSY_ENOUGH = 0.75;
    private static final double HEADROOM = 1.25;

    final String name;
    long lastReport;
    private final long[] held = new long[QuotaDimension.values().length];
    private final double[] used = new double[QuotaDimension.values().length];
    private int inFlight;
    private int waiting;
    private PoolQuota declared = PoolQuota.UNKNOWN;

    WorkerState(String name, long now) {
        this.name = name;
        lastReport = now;
    }

    WorkerState(PoolMemory.Worker memory) {
        this(memory.name(), memory.lastReport());
        held[QuotaDimension.REQUESTS.ordinal()] = orUnlimited(memory.requests());
        held[QuotaDimension.TOKENS.ordinal()] = orUnlimited(memory.tokens());
        held[QuotaDimension.CONCURRENCY.ordinal()] = orUnlimited(memory.concurrency());
        used[QuotaDimension.REQUESTS.ordinal()] = memory.callsPerMinute();
        used[QuotaDimension.TOKENS.ordinal()] = memory.tokensPerMinute();
        used[QuotaDimension.CONCURRENCY.ordinal()] = memory.busy();
        PoolMemory.InputOutputOfWorker byKind = memory.byKind();
        held[QuotaDimension.INPUT_TOKENS.ordinal()] = orUnlimited(byKind == null ? null : byKind.input());
        held[QuotaDimension.OUTPUT_TOKENS.ordinal()] = orUnlimited(byKind == null ? null : byKind.output());
        used[QuotaDimension.INPUT_TOKENS.ordinal()] = byKind == null ? 0 : byKind.inputPerMinute();
        used[QuotaDimension.OUTPUT_TOKENS.ordinal()] = byKind == null ? 0 : byKind.outputPerMinute();
        inFlight = memory.inFlight();
        waiting = memory.waiting();
        declared = memory.declared();
    }

    void record(PoolReport report, long now) {
        PoolTraffic traffic = report.traffic();
        double weight = Math.min(1, Math.max(1, traffic.millis()) / SMOOTH_MILLIS);
        double minutes = Math.max(1, traffic.millis()) / 60_000.0;
        smooth(QuotaDimension.REQUESTS, traffic.calls() / minutes, weight);
        smooth(QuotaDimension.TOKENS, traffic.tokens() / minutes, weight);
        TokensByKind byKind = TokensByKind.ofNullable(traffic.byKind());
        smooth(QuotaDimension.INPUT_TOKENS, byKind.input() / minutes, weight);
        smooth(QuotaDimension.OUTPUT_TOKENS, byKind.output() / minutes, weight);
        used[QuotaDimension.CONCURRENCY.ordinal()] =
                Math.max(report.inFlight(), used[QuotaDimension.CONCURRENCY.ordinal()] * (1 - weight / 2));
        inFlight = report.inFlight();
        waiting = report.waiting();
        declared = report.declared();
        lastReport = now;
    }

    /** Returns how much of a dimension the worker could use; {@link MaxMinFairness#EVERYTHING} when it needs all it can get. */
    double need(QuotaDimension dimension, double minimum) {
        double use = used[dimension.ordinal()];
        return needsMore(dimension) ? MaxMinFairness.EVERYTHING : Math.max(0, use) * HEADROOM + minimum;
    }

    /** Returns the recent use of a dimension: requests or tokens per minute, or calls at once. */
    double used(QuotaDimension dimension) {
        return used[dimension.ordinal()];
    }

    long held(QuotaDimension dimension) {
        return held[dimension.ordinal()];
    }

    void hold(QuotaDimension dimension, long amount) {
        held[dimension.ordinal()] = amount;
    }

    /** Returns whether calls of the worker wait or are under way. */
    boolean hasCalls() {
        return waiting > 0 || inFlight > 0;
    }

    int inFlight() {
        return inFlight;
    }

    int waiting() {
        return waiting;
    }

    /** Returns the quota in the worker's configuration. */
    PoolQuota declared() {
        return declared;
    }

    /** Returns whether the worker has used up its share of this dimension; with work waiting, it needs more of that one only. */
    private boolean needsMore(QuotaDimension dimension) {
        if (dimension == QuotaDimension.CONCURRENCY) {
            return fullness(dimension) >= 0.9 || (waiting > 0 && held(dimension) <= 1);
        }
        double fullness = fullness(dimension);
        if (waiting == 0) {
            return fullness >= 0.9;
        }
        return fullness >= BUSY_ENOUGH
                || QuotaDimension.PER_MINUTE.stream().allMatch(other -> fullness >= fullness(other));
    }

    private double fullness(QuotaDimension dimension) {
        long limit = held(dimension);
        return limit == UNLIMITED ? 0 : used[dimension.ordinal()] / Math.max(1, limit);
    }

    private void smooth(QuotaDimension dimension, double value, double weight) {
        used[dimension.ordinal()] += weight * (value - used[dimension.ordinal()]);
    }

    QuotaLimit limit(QuotaDimension dimension) {
        return held(dimension) == UNLIMITED ? QuotaLimit.UNLIMITED : QuotaLimit.atMost(held(dimension));
    }

    /**
     * Returns the worker's share of the limits of input and output tokens.
     *
     * @param largestInput the most input tokens of a request; null = no limit
     */
    InputOutputShare inputOutput(@Nullable Long largestInput) {
        return new InputOutputShare(
                limit(QuotaDimension.INPUT_TOKENS).orNull(),
                limit(QuotaDimension.OUTPUT_TOKENS).orNull(),
                largestInput);
    }

    PoolStatus.Worker status() {
        boolean hasSlots = held(QuotaDimension.CONCURRENCY) != UNLIMITED;
        return new PoolStatus.Worker(
                name,
                limit(QuotaDimension.REQUESTS).orNull(),
                limit(QuotaDimension.TOKENS).orNull(),
                hasSlots ? (int) held(QuotaDimension.CONCURRENCY) : 0,
                inFlight,
                waiting,
                lastReport,
                declared,
                inputOutput(null).orNull());
    }

    PoolMemory.Worker memory() {
        return new PoolMemory.Worker(
                name,
                lastReport,
                limit(QuotaDimension.REQUESTS).orNull(),
                limit(QuotaDimension.TOKENS).orNull(),
                limit(QuotaDimension.CONCURRENCY).orNull(),
                used[QuotaDimension.REQUESTS.ordinal()],
                used[QuotaDimension.TOKENS.ordinal()],
                used[QuotaDimension.CONCURRENCY.ordinal()],
                inFlight,
                waiting,
                declared,
                byKind());
    }

    private PoolMemory.@Nullable InputOutputOfWorker byKind() {
        Long input = limit(QuotaDimension.INPUT_TOKENS).orNull();
        Long output = limit(QuotaDimension.OUTPUT_TOKENS).orNull();
        return input == null && output == null
                ? null
                : new PoolMemory.InputOutputOfWorker(
                        input,
                        output,
                        used[QuotaDimension.INPUT_TOKENS.ordinal()],
                        used[QuotaDimension.OUTPUT_TOKENS.ordinal()]);
    }

    private static long orUnlimited(@Nullable Long limit) {
        return limit == null ? UNLIMITED : limit;
    }
}
