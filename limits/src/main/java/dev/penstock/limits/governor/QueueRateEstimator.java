package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolTraffic;
import dev.penstock.contracts.pool.TokensByKind;

/** Estimates how many tasks per second a pool's quota allows, from the average sizes of its tasks and requests. */
final class QueueRateEstimator {
    /** The queue's rate is a little above the quota, because the rate limiters are what keeps the quota exactly. */
    private static final double ABOVE = 1.2;
    /** The queue's rate where no request waits at a rate limiter: tasks are fewer than estimated, or smaller. */
    private static final double STARVED = 2;

    private static final double SMOOTH_CALLS = 50;

    private double requestsPerTask;
    private double tokensPerRequest;
    private double inputPerRequest;
    private double outputPerRequest;

    QueueRateEstimator(PoolMemory.TaskSizes memory) {
        requestsPerTask = memory.requestsPerTask();
        tokensPerRequest = memory.tokensPerRequest();
        inputPerRequest = memory.inputPerRequest();
        outputPerRequest = memory.outputPerRequest();
    }

    void record(PoolReport report) {
        PoolTraffic traffic = report.traffic();
        double weight = Math.min(1, traffic.calls() / SMOOTH_CALLS);
        if (report.requestsPerTask() > 0) {
            requestsPerTask = smooth(requestsPerTask, report.requestsPerTask(), weight);
        }
        if (traffic.calls() > 0 && traffic.tokens() > 0) {
            double calls = traffic.calls();
            tokensPerRequest = smooth(tokensPerRequest, traffic.tokens() / calls, weight);
            TokensByKind byKind = traffic.byKind();
            if (byKind != null) {
                inputPerRequest = smooth(inputPerRequest, byKind.input() / calls, weight);
                outputPerRequest = smooth(outputPerRequest, byKind.output() / calls, weight);
            }
        }
    }

    /**
     * Estimates the rate.
     *
     * @param starved whether no request waits at any rate limiter
     */
    QueueRate rate(PoolLimits limits, boolean starved) {
        double perMinute = limits.perMinute().calls(tokensPerRequest, inputPerRequest, outputPerRequest);
        if (Double.isInfinite(perMinute)) {
            return QueueRate.UNLIMITED;
        }
        return new QueueRate(perMinute / 60 / Math.max(1, requestsPerTask) * (starved ? STARVED : ABOVE));
    }

    PoolMemory.TaskSizes memory() {
        return new PoolMemory.TaskSizes(requestsPerTask, tokensPerRequest, inputPerRequest, outputPerRequest);
    }

    private static double smooth(double before, double value, double weight) {
        return before == 0 ? value : before + weight * (value - before);
    }
}
