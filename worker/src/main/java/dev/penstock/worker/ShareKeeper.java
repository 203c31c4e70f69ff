package dev.penstock.worker;

import dev.penstock.activities.llm.Pool;
import dev.penstock.contracts.pool.PoolShare;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.limits.rate.GateStatus;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a pool's gate to this process's share, and shut where something happened that the governor has yet to hear. */
final class ShareKeeper {
    private static final Logger log = LoggerFactory.getLogger(ShareKeeper.class);
    /** After an answer that came too late to count. */
    private static final Duration SOON = Duration.ofMillis(200);
    /** While nothing may be called, to hear that something may again. */
    private static final Duration WHILE_HELD = Duration.ofSeconds(2);
    /** For so long nothing has to happen before reports cease and the share goes back. */
    private static final int IDLE_REPORTS = 3;
    /** Without a governor a process keeps its own pool closed this long after a burst of faults. */
    private static final Duration COOLDOWN_ALONE = Duration.ofSeconds(30);

    private final Pool pool;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean idle;
    private volatile @Nullable PoolShare share;
    private int idleReports;
    private boolean stopped;
    private long stoppedAt;

    ShareKeeper(Pool pool) {
        this.pool = pool;
    }

    void shut() {
        pool.gate().setLimits(ShareLimits.nothing(pool.gate().limits()));
    }

    /** Until there is an answer to what is reported from now on. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            stoppedAt = System.nanoTime();
            shut();
        } finally {
            lock.unlock();
        }
    }

    /** Whether it was idle until just now; to be asked when the gate has changed. */
    boolean isRoused() {
        boolean roused = idle;
        if (roused) {
            idle = false;
        }
        return roused;
    }

    /** Whether others would have what this process gives back. */
    boolean isOneOfMany() {
        PoolShare last = share;
        return last != null && last.workers() > 1;
    }

    /** Why the pool cannot be called as it could, for people; empty when it is open. */
    Optional<String> trouble() {
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
     * @param at when that was taken which the answer answers
     * @return when to report next
     */
    Duration keepTo(PoolShare answer, long at, boolean nothingHappens) {
        lock.lock();
        try {
            if (stopped && stoppedAt - at > 0) {
                // An answer to what was reported before does not count.
                return SOON;
            }
            stopped = false;
            tell(answer);
            share = answer;
            pool.standing().heard(answer.state(), answer.reason());
            boolean open = answer.state() == PoolState.OPEN;
            idleReports = open && nothingHappens ? idleReports + 1 : 0;
            if (idleReports >= IDLE_REPORTS && restOn(answer)) {
                return Duration.ofDays(1);
            }
            pool.gate().setLimits(ShareLimits.of(answer), answer.calls());
            return open || !nothingHappens ? Duration.ofMillis(answer.reportInMillis()) : WHILE_HELD;
        } finally {
            lock.unlock();
        }
    }

    /** What was agreed on goes on; a process that never heard of a governor keeps to its own configuration. */
    void goOnAlone() {
        lock.lock();
        try {
            pool.standing().goesAlone();
            stopped = stopped && System.nanoTime() - stoppedAt < COOLDOWN_ALONE.toNanos();
            if (!stopped) {
                PoolShare last = share;
                pool.gate().setLimits(last == null ? pool.config().limits() : ShareLimits.of(last));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * @return whether nobody came meanwhile
     */
    private boolean restOn(PoolShare answer) {
        pool.gate().setLimits(ShareLimits.trickle(answer));
        idle = true;
        GateStatus status = pool.gate().status();
        if (status.waiting() + status.inFlight() > 0) {
            idle = false;
        }
        return idle;
    }

    private void tell(PoolShare answer) {
        PoolShare before = share;
        if (before == null || before.state() != answer.state()) {
            String why = answer.reason() == null ? "" : ": " + answer.reason();
            log.info("Pool {} is {}{}", pool.name(), answer.state(), why);
        }
    }
}
