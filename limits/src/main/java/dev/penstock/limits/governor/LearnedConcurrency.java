package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolTraffic;

/**
 * A limit on calls at once, learned from latency where no limit was named. It doubles, then grows by steps, while latency
 * stays good; then it stays where a server that queues instead of responding with 429 is full, but its latency not yet much
 * above the latency without load.
 *
 * <p>The latency without load is measured anew now and then, at half the concurrency: it is not the least ever seen,
 * for latencies vary with the length of answers.
 */
final class LearnedConcurrency {
    static final double START = 20;
    static final double CEILING = 1_000;

    /** The concurrency from which steps are smaller, because all calls under way get a 429 when an unnamed quota is reached. */
    private static final double SMALL_STEPS_FROM = 40;

    private static final double SMALL_STEP = 1.4;

    private static final double TOLERATED_SLOWDOWN = 1.1;
    private static final double TOLERATED = 1.25;
    private static final double SLOW_START_ENDS = 1.35;
    /** The relative variation of a median of some tens of latencies. */
    private static final double MEDIAN_VARIATION = 0.2;

    /** The latency ratio that shows a full server: with half the calls, latency fell below this part, and may still be too high. */
    private static final double WAS_FULL = 0.65;

    private static final int MAX_ANSWERS = 20;
    private static final int MIN_ANSWERS = 8;
    private static final long LONGEST_SETTLING_MILLIS = 60_000;
    private static final long MEASURE_EVERY_MILLIS = 60_000;
    /** The least interval of measuring, in multiples of the latency, so that measuring takes only some percent of the time. */
    private static final int MEASURE_EVERY_LATENCIES = 30;

    private double limit;
    private boolean slowStart;
    private double unloaded;
    /** The limit to return to after measuring; 0 = not measuring. */
    private double measuringFor;

    private double latencyBefore;
    private boolean isDoubtful;
    private long measureAt;
    private long settlesAt;
    private boolean hasSeenAnswers;
    private double latencySum;
    private double answers;
    private double latency;

    LearnedConcurrency(PoolMemory.LearnedConcurrency memory, long now) {
        limit = memory.limit();
        slowStart = memory.slowStart();
        unloaded = memory.unloadedMillis();
        measureAt = now + MEASURE_EVERY_MILLIS / 2;
        settlesAt = now;
    }

    static PoolMemory.LearnedConcurrency unknown() {
        return new PoolMemory.LearnedConcurrency(START, true, 0);
    }

    /**
     * Learns from a report.
     *
     * @param inFlight the calls under way of all workers
     * @param wanted whether requests wait for a higher limit
     */
    void record(PoolTraffic traffic, int inFlight, boolean wanted, long now) {
        if (inFlight > limit + 1) {
            // Calls that began before the limit was lowered still slow down new ones.
            settle(now);
        }
        Long median = traffic.medianLatencyMillis();
        if (median == null || traffic.answered() == 0 || now - traffic.millis() / 2 < settlesAt) {
            return;
        }
        latencySum += (double) median * traffic.answered();
        answers += traffic.answered();
        if (answers >= neededAnswers()) {
            latency = latencySum / answers;
            judge(inFlight, wanted, now);
        }
    }

    int limit() {
        return (int) Math.max(1, Math.round(limit));
    }

    PoolMemory.LearnedConcurrency memory() {
        return new PoolMemory.LearnedConcurrency(measuringFor > 0 ? measuringFor : limit, slowStart, unloaded);
    }

    private double neededAnswers() {
        double some = Math.max(MIN_ANSWERS, Math.min(MAX_ANSWERS, 2 * limit));
        return measuringFor > 0 ? 2 * some : some;
    }

    private void judge(int inFlight, boolean wanted, long now) {
        if (measuringFor > 0) {
            measured(now);
            return;
        }
        if (unloaded == 0 && !hasSeenAnswers) {
            // The first answers to arrive are the quick ones, so that only the next ones count.
            hasSeenAnswers = true;
            settle(now);
            return;
        }
        if (unloaded == 0) {
            unloaded = latency;
        } else if (latency < unloaded) {
            unloaded += 0.3 * (latency - unloaded);
        }
        double ratio = latency / unloaded;
        slowStart &= ratio < SLOW_START_ENDS;
        boolean full = inFlight >= 0.85 * limit;
        if (slowStart) {
            change(full && wanted ? limit * (limit < SMALL_STEPS_FROM ? 2 : SMALL_STEP) : limit, now);
        } else if (full && (ratio > TOLERATED_SLOWDOWN || isDoubtful) && now >= measureAt) {
            measuringFor = limit;
            latencyBefore = latency;
            change(limit / 2, now);
        } else if (full && ratio > TOLERATED) {
            change(limit * Math.max(0.5, TOLERATED / ratio), now);
        } else if (full && wanted) {
            change(limit + Math.max(1, limit * (ratio < TOLERATED_SLOWDOWN ? 0.1 : 0.04)), now);
        } else {
            change(limit, now);
        }
    }

    private void measured(long now) {
        boolean isAbout = Math.abs(latency / unloaded - 1) < MEDIAN_VARIATION;
        unloaded = isAbout ? (unloaded + latency) / 2 : latency;
        isDoubtful = latency < WAS_FULL * latencyBefore;
        change(isDoubtful ? limit : measuringFor, now);
        measuringFor = 0;
        measureAt = isDoubtful ? now : now + (long) Math.max(MEASURE_EVERY_MILLIS, MEASURE_EVERY_LATENCIES * unloaded);
    }

    private void change(double newLimit, long now) {
        double within = Math.max(1, Math.min(CEILING, newLimit));
        boolean isChange = within != limit;
        limit = within;
        settle(now);
        if (!isChange) {
            settlesAt = now;
        }
    }

    /** Waits for calls that begin after a change, because only they show its effect. */
    private void settle(long now) {
        settlesAt = now + (long) Math.min(LONGEST_SETTLING_MILLIS, latency);
        latencySum = 0;
        answers = 0;
    }
}
