package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.contracts.pool.Traffic;
import org.jspecify.annotations.Nullable;

/** A worker: what it needs by its reports, and what it may believe to have. */
final class Member {
    static final long UNLIMITED = Long.MAX_VALUE;

    private static final double SMOOTH_MILLIS = 3_000;
    private static final double BUSY_ENOUGH = 0.75;
    private static final double HEADROOM = 1.25;

    final String name;
    long lastReport;
    private final long[] held = new long[Dimension.values().length];
    private final double[] used = new double[Dimension.values().length];
    private int inFlight;
    private int waiting;
    private @Nullable PoolQuota declared;

    Member(String name, long now) {
        this.name = name;
        lastReport = now;
    }

    Member(PoolMemory.Member memory) {
        this(memory.name(), memory.lastReport());
        held[Dimension.REQUESTS.ordinal()] = orUnlimited(memory.requests());
        held[Dimension.TOKENS.ordinal()] = orUnlimited(memory.tokens());
        held[Dimension.CONCURRENCY.ordinal()] = orUnlimited(memory.concurrency());
        used[Dimension.REQUESTS.ordinal()] = memory.callsPerMinute();
        used[Dimension.TOKENS.ordinal()] = memory.tokensPerMinute();
        used[Dimension.CONCURRENCY.ordinal()] = memory.busy();
        inFlight = memory.inFlight();
        waiting = memory.waiting();
        declared = memory.declared();
    }

    void heard(PoolReport report, long now) {
        Traffic traffic = report.traffic();
        double weight = Math.min(1, Math.max(1, traffic.millis()) / SMOOTH_MILLIS);
        double minutes = Math.max(1, traffic.millis()) / 60_000.0;
        smooth(Dimension.REQUESTS, traffic.calls() / minutes, weight);
        smooth(Dimension.TOKENS, traffic.tokens() / minutes, weight);
        used[Dimension.CONCURRENCY.ordinal()] =
                Math.max(report.inFlight(), used[Dimension.CONCURRENCY.ordinal()] * (1 - weight / 2));
        inFlight = report.inFlight();
        waiting = report.waiting();
        declared = report.declared();
        lastReport = now;
    }

    /** How much of a dimension it could use; {@link WaterFilling#EVERYTHING} when it is hungry. */
    double need(Dimension dimension, double minimum) {
        double use = used[dimension.ordinal()];
        return isHungry(dimension) ? WaterFilling.EVERYTHING : Math.max(0, use) * HEADROOM + minimum;
    }

    long held(Dimension dimension) {
        return held[dimension.ordinal()];
    }

    void hold(Dimension dimension, long amount) {
        held[dimension.ordinal()] = amount;
    }

    int inFlight() {
        return inFlight;
    }

    int waiting() {
        return waiting;
    }

    /** What its configuration says; null = it has not reported since an older version. */
    @Nullable
    PoolQuota declared() {
        return declared;
    }

    /** With work waiting it needs more of what it has used up, not of what it has plenty of. */
    private boolean isHungry(Dimension dimension) {
        if (dimension == Dimension.CONCURRENCY) {
            return fullness(dimension) >= 0.9 || (waiting > 0 && held(dimension) <= 1);
        }
        double fullness = fullness(dimension);
        if (waiting == 0) {
            return fullness >= 0.9;
        }
        Dimension other = dimension == Dimension.REQUESTS ? Dimension.TOKENS : Dimension.REQUESTS;
        return fullness >= BUSY_ENOUGH || fullness >= fullness(other);
    }

    private double fullness(Dimension dimension) {
        long limit = held(dimension);
        return limit == UNLIMITED ? 0 : used[dimension.ordinal()] / Math.max(1, limit);
    }

    private void smooth(Dimension dimension, double value, double weight) {
        used[dimension.ordinal()] += weight * (value - used[dimension.ordinal()]);
    }

    @Nullable
    Long limit(Dimension dimension) {
        return held(dimension) == UNLIMITED ? null : held(dimension);
    }

    PoolStatus.Worker status() {
        Long slots = limit(Dimension.CONCURRENCY);
        return new PoolStatus.Worker(
                name,
                limit(Dimension.REQUESTS),
                limit(Dimension.TOKENS),
                slots == null ? 0 : slots.intValue(),
                inFlight,
                waiting,
                lastReport,
                declared);
    }

    PoolMemory.Member memory() {
        return new PoolMemory.Member(
                name,
                lastReport,
                limit(Dimension.REQUESTS),
                limit(Dimension.TOKENS),
                limit(Dimension.CONCURRENCY),
                used[Dimension.REQUESTS.ordinal()],
                used[Dimension.TOKENS.ordinal()],
                used[Dimension.CONCURRENCY.ordinal()],
                inFlight,
                waiting,
                declared);
    }

    private static long orUnlimited(@Nullable Long limit) {
        return limit == null ? UNLIMITED : limit;
    }
}
