package dev.penstock.workflows;

import dev.penstock.contracts.pool.PoolActivity;
import dev.penstock.contracts.pool.QueueLimit;
import dev.penstock.workflows.pool.QueueRate;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Keeps a pool's task queue at a rate, without asking the server more often than is worth it. */
final class QueueLimiter {
    /** The server takes at most ten such changes a second for a namespace. */
    private static final long NOT_BEFORE_MILLIS = 2_000;

    private static final double WORTH_IT = 0.05;

    private final String pool;
    private final PoolActivity activity = Activities.pool();
    private @Nullable QueueRate last;
    private long lastAt;
    private boolean impossible;

    QueueLimiter(String pool) {
        this.pool = pool;
    }

    boolean isDue(QueueRate rate, long now) {
        QueueRate before = last;
        if (impossible || rate.equals(before)) {
            return false;
        }
        if (before == null || isStopped(before) != isStopped(rate)) {
            return true;
        }
        return now - lastAt >= NOT_BEFORE_MILLIS && isWorthIt(before.tasksPerSecond(), rate.tasksPerSecond());
    }

    void limit(QueueRate rate, long now) {
        last = rate;
        lastAt = now;
        try {
            impossible = !activity.limitQueue(new QueueLimit(pool, rate.tasksPerSecond(), reason(rate)));
        } catch (TemporalFailure e) {
            // The gates keep to the quota all the same.
            Workflow.getLogger(QueueLimiter.class).warn("The queue of pool {} could not be limited", pool, e);
        }
    }

    private static boolean isStopped(QueueRate rate) {
        return QueueRate.STOPPED.equals(rate);
    }

    private static boolean isWorthIt(@Nullable Double before, @Nullable Double after) {
        if (before == null || after == null) {
            return true;
        }
        return Math.abs(after - before) >= WORTH_IT * before;
    }

    private static String reason(QueueRate rate) {
        Double limit = rate.tasksPerSecond();
        return limit == null
                ? "penstock: no limit known"
                : String.format(Locale.ROOT, "penstock: a little above the pool's rate (%.2f tasks/s)", limit);
    }
}
