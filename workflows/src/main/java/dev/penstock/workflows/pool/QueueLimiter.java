package dev.penstock.workflows.pool;

import dev.penstock.contracts.StoreId;
import dev.penstock.contracts.pool.PoolActivity;
import dev.penstock.contracts.pool.QueueLimit;
import dev.penstock.limits.governor.QueueRate;
import dev.penstock.workflows.ActivityStubs;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a pool's task queues at a rate: the shared one, and the queue of each store whose workers call the pool. Each may
 * dispatch at the pool's whole rate, because the workers' rate limiters divide it.
 *
 * <p>The times at which it runs must not depend on the rate, so that recorded histories replay whatever the governor has
 * learned to do better since.
 */
final class QueueLimiter {
    /** The server takes at most ten changes a second per namespace, and needs up to a second to apply one. */
    private static final long INTERVAL_MILLIS = 2_000;

    /** The time after which a failed change is tried again; nobody else would, because workers of an empty queue hardly report. */
    static final Duration RETRY_INTERVAL = Duration.ofSeconds(5);

    private static final double WORTH_IT = 0.05;

    /** The most stores whose queues are limited; each costs a change of its own. */
    private static final int STORES = 8;

    private final String pool;
    private final PoolActivity activity = ActivityStubs.pool();
    private final List<StoreId> stores;
    private final List<StoreId> dropped = new ArrayList<>();
    private List<StoreId> limited = List.of();
    private @Nullable QueueRate set;
    private long lastAt;
    private boolean workerReported;
    private boolean requestedNow;
    private boolean failed;

    /**
     * Creates the limiter of a run.
     *
     * @param known the stores that the previous run knew; null = none
     */
    QueueLimiter(String pool, @Nullable List<StoreId> known) {
        this.pool = pool;
        stores = new ArrayList<>(known == null ? List.of() : known);
    }

    /**
     * Notes that a worker has reported.
     *
     * @param store the worker's store; null = it serves shared queues only
     */
    void workerReported(@Nullable StoreId store) {
        workerReported = true;
        if (store == null) {
            return;
        }
        stores.remove(store);
        stores.add(store);
        dropped.remove(store);
        if (stores.size() > STORES) {
            // Its last limit would stay for ever, and may be zero.
            dropped.add(stores.removeFirst());
        }
    }

    /** Returns the stores whose queues are limited, those of the latest reports last; null = none. */
    @Nullable
    List<StoreId> stores() {
        return stores.isEmpty() ? null : List.copyOf(stores);
    }

    /** Notes that an operator has changed something, so that the queue is to be limited at once. */
    void requestNow() {
        requestedNow = true;
    }

    /** Tells whether the last change failed, so that a queue may have a limit that is no longer right, even zero. */
    boolean hasFailed() {
        return failed;
    }

    boolean isDue(long now) {
        return requestedNow || (workerReported && now - lastAt >= INTERVAL_MILLIS);
    }

    void limit(QueueRate rate, long now) {
        workerReported = false;
        requestedNow = false;
        failed = false;
        lastAt = now;
        List<StoreId> all = List.copyOf(stores);
        List<StoreId> lifted = List.copyOf(dropped);
        boolean change = isWorthSetting(rate) || !limited.containsAll(all) || !lifted.isEmpty();
        try {
            activity.limitQueue(new QueueLimit(pool, change, rate.tasksPerSecond(), reason(rate), all, lifted));
            if (change) {
                set = rate;
                limited = all;
                dropped.removeAll(lifted);
            }
        } catch (TemporalFailure e) {
            // The server's current limit is unknown.
            set = null;
            failed = true;
            // The rate limiters keep the quota all the same.
            Workflow.getLogger(QueueLimiter.class)
                    .warn("The rate limit of pool {}'s task queue could not be set", pool, e);
        }
    }

    private boolean isWorthSetting(QueueRate rate) {
        if (set == null || rate.equals(set)) {
            return set == null;
        }
        Double before = set.tasksPerSecond();
        Double after = rate.tasksPerSecond();
        return before == null
                || after == null
                || before == 0
                || after == 0
                || Math.abs(after - before) >= WORTH_IT * before;
    }

    private static String reason(QueueRate rate) {
        Double limit = rate.tasksPerSecond();
        if (limit == null) {
            return "penstock: no limit known";
        }
        return limit == 0
                ? "penstock: the pool may not be called now"
                : String.format(Locale.ROOT, "penstock: a little above the pool's rate (%.2f tasks/s)", limit);
    }
}
