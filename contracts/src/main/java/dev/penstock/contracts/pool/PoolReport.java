package dev.penstock.contracts.pool;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.penstock.contracts.StoreId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A worker's report to the governor of a pool: what the worker has seen since its last report.
 *
 * @param worker the name of the process, for as long as it lives
 * @param declared the quota in the worker's configuration
 * @param announced the least quota in the provider's latest {@code x-ratelimit-limit-*} headers over all models called
 *     lately; it counts for workers of versions that tell no models apart
 * @param waiting requests that wait at the worker's rate limiter now
 * @param inFlight calls under way now
 * @param requestsPerTask how many requests a task of the pool's queue held on average; 0 = there was none
 * @param blocked the provider's message when it rejected the account (401, 403, no credit); null = not rejected
 * @param leaving whether the worker stops, so that its share may go to others at once
 * @param store the worker's store, whose queue of the pool it serves; null = shared queues only
 * @param throttledBecause the provider's latest 429 response, in its words; null = there was none
 * @param models the part of each model that was called or waits to be; limits that were announced for one of several
 *     models bind that one only
 * @param use all calls that the process has started; null from workers of versions that do not count them
 */
public record PoolReport(
        String worker,
        PoolQuota declared,
        @Nullable PoolQuota announced,
        PoolTraffic traffic,
        int waiting,
        int inFlight,
        double requestsPerTask,
        @Nullable String blocked,
        boolean leaving,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StoreId store,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String throttledBecause,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ModelReport> models,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TotalUse use) {
    public PoolReport {
        // Workers of earlier versions tell no models apart.
        models = models == null ? List.of() : models;
        Objects.requireNonNull(worker, "a report has the name of its worker");
        Objects.requireNonNull(declared, "a report has the declared quota");
        Objects.requireNonNull(traffic, "a report has traffic");
    }

    /** Creates the report of a worker that does not count all calls that it has started. */
    public PoolReport(
            String worker,
            PoolQuota declared,
            @Nullable PoolQuota announced,
            PoolTraffic traffic,
            int waiting,
            int inFlight,
            double requestsPerTask,
            @Nullable String blocked,
            boolean leaving,
            @Nullable StoreId store,
            @Nullable String throttledBecause,
            List<ModelReport> models) {
        this(
                worker,
                declared,
                announced,
                traffic,
                waiting,
                inFlight,
                requestsPerTask,
                blocked,
                leaving,
                store,
                throttledBecause,
                models,
                null);
    }

    /** Creates the report of a worker that calls nothing. */
    public static PoolReport quiet(String worker) {
        return new PoolReport(
                worker, PoolQuota.UNKNOWN, null, PoolTraffic.NONE, 0, 0, 0, null, false, null, null, List.of());
    }

    /** Returns this report with other announced limits; null = none. */
    public PoolReport withAnnounced(@Nullable PoolQuota newAnnounced) {
        return new PoolReport(
                worker,
                declared,
                newAnnounced,
                traffic,
                waiting,
                inFlight,
                requestsPerTask,
                blocked,
                leaving,
                store,
                throttledBecause,
                models,
                use);
    }

    /** Returns the part of this report that is about one model, as a report on a pool of that model alone. */
    public PoolReport of(ModelReport part) {
        return new PoolReport(
                worker,
                PoolQuota.UNKNOWN,
                part.announced(),
                part.traffic(traffic.millis()),
                part.waiting(),
                part.inFlight(),
                0,
                null,
                leaving,
                null,
                null,
                List.of(),
                part.use());
    }

    /** Returns whether a worker can send this: no number is below zero. */
    @JsonIgnore
    public boolean isValid() {
        return !worker.isBlank()
                && declared.isValid()
                && (announced == null || announced.isValid())
                && traffic.isValid()
                && waiting >= 0
                && inFlight >= 0
                && Double.isFinite(requestsPerTask)
                && requestsPerTask >= 0
                && models.stream().allMatch(ModelReport::isValid)
                && (use == null || use.isValid());
    }
}
