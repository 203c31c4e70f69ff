package dev.penstock.worker;

import dev.penstock.activities.pool.Pool;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolShare;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.limits.rate.RateLimiterStatus;
import dev.penstock.limits.rate.RateLimits;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a pool's rate limiter to this process's share, and closes it until the governor has heard of a burst of faults
 * or a rejected provider account.
 */
final class ShareEnforcer {
    private static final Logger log = LoggerFactory.getLogger(ShareEnforcer.class);
    /** The time to the next report after a response that came too late to count. */
    private static final Duration RETRY_DELAY = Duration.ofMillis(200);
    /** The time between reports while no call may start, to learn when calls may start again. */
    private static final Duration WHILE_HELD = Duration.ofSeconds(2);
    /** The number of reports without traffic after which the share is given back and reports cease. */
    private static final int IDLE_REPORTS = 3;
    /** The time for which a process without a governor keeps its own pool closed after a burst of faults. */
    private static final Duration COOLDOWN_ALONE = Duration.ofSeconds(30);

    private final Pool pool;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean idle;
    private volatile @Nullable PoolShare share;
    private int idleReports;
    /** Limits that were announced since a report was taken of which the governor has not heard yet. */
    private final Map<Optional<String>, PoolQuota> unreported = new HashMap<>();

    private long announcedAt;
    private boolean stopped;
    private long stoppedAt;

    ShareEnforcer(Pool pool) {
        this.pool = pool;
    }

    void closeLimiter() {
        pool.limiter().setLimits(ShareLimits.nothing(pool.limiter().limits()));
    }

    /** Admits no call until the governor has responded to a report that begins after this. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            stoppedAt = System.nanoTime();
            closeLimiter();
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether the pool was idle until now, and ends that state; to be called when the rate limiter has changed. */
    boolean wakeIfIdle() {
        boolean wasIdle = idle;
        if (wasIdle) {
            idle = false;
        }
        return wasIdle;
    }

    /** Returns whether calls wait for more of an hour's or a day's limit, although the pool has some left. */
    boolean waitsToBorrow() {
        PoolShare last = share;
        return last != null
                && last.totalLimit() != null
                && last.state() == PoolState.OPEN
                && pool.limiter().waitsToBorrow();
    }

    /** Returns whether the governor has given a share to this process. */
    boolean hasShare() {
        return share != null;
    }

    /** Returns whether other workers could use a share that this process gives back. */
    boolean isOneOfMany() {
        PoolShare last = share;
        return last != null && last.workers() > 1;
    }

    /** Returns a sentence with the reason why the pool is not open; empty if the pool is open. */
    Optional<String> problem() {
        PoolShare now = share;
        if (now == null || now.state() == PoolState.OPEN) {
            return Optional.empty();
        }
        String fault = pool.meter().lastFault();
        return Optional.of("pool %s: %s%s%s"
                .formatted(
                        pool.name(),
                        now.state().name().toLowerCase(Locale.ROOT),
                        now.reason() == null ? "" : ", " + now.reason(),
                        fault == null || now.state() == PoolState.BLOCKED ? "" : " (last: " + fault + ")"));
    }

    /**
     * Sets the rate limiter to the share in a response of the governor.
     *
     * @param at when the report was taken that is answered, by {@code System.nanoTime()}
     * @return the time until the next report
     */
    Duration keepTo(PoolShare answer, long at, boolean nothingHappens) {
        lock.lock();
        try {
            if (stopped && stoppedAt - at > 0) {
                // The response to a report from before the stop does not count.
                return RETRY_DELAY;
            }
            stopped = false;
            logChange(answer);
            share = answer;
            pool.availability().update(answer.state(), answer.reason(), answer.workers());
            boolean open = answer.state() == PoolState.OPEN;
            idleReports = open && nothingHappens ? idleReports + 1 : 0;
            if (idleReports >= IDLE_REPORTS && becomeIdle(answer)) {
                return Duration.ofDays(1);
            }
            if (announcedAt - at <= 0) {
                unreported.clear();
            }
            pool.limiter().setAlone(answer.workers() <= 1);
            pool.limiter().setLimits(withUnreported(ShareLimits.of(answer)), ShareLimits.callsOf(answer));
            return open || !nothingHappens ? Duration.ofMillis(answer.reportInMillis()) : WHILE_HELD;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Keeps announced limits where there were none, until the governor divides them: in the meantime a fast provider would get
     * hundreds of calls.
     *
     * @param model the only model that they bind; empty if the pool calls no other
     */
    void applyAnnounced(Optional<String> model, PoolQuota announced) {
        lock.lock();
        try {
            PoolShare last = share;
            if (!stopped && last != null && last.state() == PoolState.OPEN && announced.isValid()) {
                unreported.put(model, announced);
                announcedAt = System.nanoTime();
                pool.limiter().setLimits(withUnreported(pool.limiter().limits()));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns limits with those that the governor did not know of, because its response is to an earlier report. */
    private RateLimits withUnreported(RateLimits limits) {
        RateLimits all = limits;
        for (Map.Entry<Optional<String>, PoolQuota> entry : unreported.entrySet()) {
            RateLimits before = all;
            all = entry.getKey()
                    .map(model -> ShareLimits.filled(before, model, entry.getValue()))
                    .orElseGet(() -> ShareLimits.filled(before, entry.getValue()));
        }
        return all;
    }

    /**
     * Keeps the last share while the governor is unreachable, or the configured limits if there never was a share. A process that
     * does not know what others have used of an hour or a day, where that is limited, calls nothing.
     */
    void applyLastShare() {
        lock.lock();
        try {
            pool.availability().governorIsUnreachable();
            stopped = stopped && System.nanoTime() - stoppedAt < COOLDOWN_ALONE.toNanos();
            if (!stopped) {
                PoolShare last = share;
                pool.limiter().setLimits(last == null ? limitsAlone() : ShareLimits.of(last));
            }
        } finally {
            lock.unlock();
        }
    }

    private RateLimits limitsAlone() {
        RateLimits limits = pool.config().limits();
        return pool.config().declared().furtherOrNone().areLong() ? ShareLimits.nothing(limits) : limits;
    }

    /**
     * Reduces the limits to a trickle, and marks the pool as idle if no call waits or runs.
     *
     * @return whether the pool is idle
     */
    private boolean becomeIdle(PoolShare answer) {
        pool.limiter().setLimits(ShareLimits.trickle(answer));
        idle = true;
        RateLimiterStatus status = pool.limiter().status();
        if (status.waiting() + status.inFlight() > 0) {
            idle = false;
        } else {
            pool.availability().rest();
        }
        return idle;
    }

    private void logChange(PoolShare answer) {
        PoolShare before = share;
        if (before == null || before.state() != answer.state()) {
            String why = answer.reason() == null ? "" : ": " + answer.reason();
            log.info("Pool {} is {}{}", pool.name(), answer.state(), why);
        }
    }
}
