package dev.penstock.worker;

import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.Route;
import dev.penstock.limits.rate.RateLimiter;
import dev.penstock.limits.rate.RateLimits;
import dev.penstock.limits.rate.SliceSizer;
import dev.penstock.limits.traffic.TasksInTransit;
import dev.penstock.limits.traffic.TrafficMeter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Decides whether a worker should fetch more tasks of a queue. */
@FunctionalInterface
interface TaskDemand {
    /** The fraction of the concurrency that should wait: enough for the time a task takes from the queue to this worker. */
    double READY = 0.25;

    int READY_AT_LEAST = 4;

    /**
     * Returns whether more requests should wait at the rate limiters than do now.
     *
     * @param coming how many requests polls and received tasks will bring
     */
    boolean wantsMore(int coming);

    /** Returns the demand of a pool, by its rate limiter. */
    static TaskDemand of(RateLimiter limiter, TasksInTransit inTransit, TrafficMeter meter) {
        return coming -> limiter.wantsMore(coming, ready(limiter, inTransit, meter));
    }

    /**
     * Returns the demand of a route: as long as any pool that may be called now wants more than its part of what is coming.
     */
    static TaskDemand of(Route route) {
        return coming -> {
            List<Pool> pools = route.usable();
            int[] ready = pools.stream()
                    .mapToInt(pool -> ready(pool.limiter(), route.tasksInTransit(), pool.meter()))
                    .toArray();
            double all = Math.max(1, Arrays.stream(ready).sum());
            for (int i = 0; i < ready.length; i++) {
                int part = (int) (coming * (ready[i] / all));
                if (pools.get(i).limiter().wantsMore(part, ready[i])) {
                    return true;
                }
            }
            return false;
        };
    }

    /** Returns how many requests should wait: those of half a second, which is about one task, and a part of the concurrency. */
    private static int ready(RateLimiter limiter, TasksInTransit inTransit, TrafficMeter meter) {
        RateLimits limits = limiter.limits();
        double forConnections = Math.max(READY_AT_LEAST, limits.concurrency() * READY) * inTransit.requestsPerTask();
        double ofHalfASecond = SliceSizer.requests(limits, meter.latency().orElse(Duration.ZERO), 0);
        return (int) Math.ceil(Math.max(READY_AT_LEAST, Math.min(forConnections, ofHalfASecond)));
    }
}
