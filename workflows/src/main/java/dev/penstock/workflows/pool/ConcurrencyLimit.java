package dev.penstock.workflows.pool;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.Traffic;

/**
 * How many calls may run at once where nobody said so: doubles while latency stays good, then keeps to where a server
 * of its own (one that queues instead of saying 429) is full, but its latency not yet much above that without load.
 *
 * <p>The latency without load is measured anew now and then, at half the concurrency: it is not the least ever seen,
 * for latencies vary with the length of answers.
 */
final class ConcurrencyLimit {
    static final double START = 20;
    static final double CEILING = 1_000;

    private static final double GOOD = 1.1;
    private static final double TOLERATED = 1.2;
    private static final double SLOW_START_ENDS = 1.35;
    private static final int ENOUGH_ANSWERS = 20;
    private static final int ENOUGH_TO_MEASURE = 40;
    private static final long MEASURE_EVERY_MILLIS = 60_000;

    private double limit;
    private boolean slowStart;
    private double unloaded;
    /** The limit to go back to; 0 = it does not measure just now. */
    private double measuringFor;

    private long measureAt;
    private long settlesAt;
    private boolean hasSeenAnswers;
    private double latencySum;
    private double answers;
    private double latency;

    ConcurrencyLimit(PoolMemory.Concurrency memory, long now) {
        limit = memory.limit();
        slowStart = memory.slowStart();
        unloaded = memory.unloadedMillis();
        measureAt = now + MEASURE_EVERY_MILLIS / 2;
        settlesAt = now;
    }

    static PoolMemory.Concurrency unknown() {
        return new PoolMemory.Concurrency(START, true, 0);
    }

    /**
     * @param inFlight of the whole fleet
     * @param wanted whether somebody waits for more
     */
    void heard(Traffic traffic, int inFlight, boolean wanted, long now) {
        Long median = traffic.medianLatencyMillis();
        if (median == null || traffic.answered() == 0 || now - traffic.millis() / 2 < settlesAt) {
            return;
        }
        latencySum += (double) median * traffic.answered();
        answers += traffic.answered();
        if (answers >= (measuringFor > 0 ? ENOUGH_TO_MEASURE : ENOUGH_ANSWERS)) {
            latency = latencySum / answers;
            judge(inFlight >= 0.85 * limit, inFlight >= 0.85 * limit && wanted, now);
        }
    }

    int limit() {
        return (int) Math.max(1, Math.round(limit));
    }

    PoolMemory.Concurrency memory() {
        return new PoolMemory.Concurrency(measuringFor > 0 ? measuringFor : limit, slowStart, unloaded);
    }

    private void judge(boolean full, boolean wanted, long now) {
        if (measuringFor > 0) {
            unloaded = latency;
            change(measuringFor, now);
            measuringFor = 0;
            measureAt = now + MEASURE_EVERY_MILLIS;
            return;
        }
        if (unloaded == 0 && !hasSeenAnswers) {
            // The first answers to come are the quick ones; the next will tell.
            hasSeenAnswers = true;
            settleAt(now + (long) Math.min(10_000, latency));
            return;
        }
        if (unloaded == 0) {
            unloaded = latency;
        } else if (latency < unloaded) {
            unloaded += 0.3 * (latency - unloaded);
        }
        double ratio = latency / unloaded;
        slowStart &= ratio < SLOW_START_ENDS;
        if (slowStart) {
            change(wanted ? limit * 2 : limit, now);
        } else if (full && ratio > GOOD && now >= measureAt) {
            measuringFor = limit;
            change(limit / 2, now);
        } else if (full && ratio > TOLERATED) {
            change(limit * Math.max(0.5, TOLERATED / ratio), now);
        } else if (wanted) {
            change(limit + Math.max(1, limit * (ratio < GOOD ? 0.2 : 0.05)), now);
        } else {
            change(limit, now);
        }
    }

    private void change(double newLimit, long now) {
        double within = Math.max(1, Math.min(CEILING, newLimit));
        settleAt(within == limit ? now : now + (long) Math.min(10_000, latency));
        limit = within;
    }

    /** What a change brings shows only in calls that begin after it. */
    private void settleAt(long time) {
        settlesAt = time;
        latencySum = 0;
        answers = 0;
    }
}
