package dev.penstock.worker;

import dev.penstock.activities.gate.GateStatus;
import dev.penstock.activities.llm.Pool;
import dev.penstock.activities.share.TrafficMeter;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolShare;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.contracts.pool.Traffic;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a pool's governor what this process sees of the pool, and keeps its gate to the share it gets for it. */
final class PoolReporter implements TrafficMeter.Listener, AutoCloseable {
    /** Sends a report and brings the share that is answered. */
    @FunctionalInterface
    interface Governor {
        PoolShare report(PoolReport report);
    }

    private static final Logger log = LoggerFactory.getLogger(PoolReporter.class);
    /** Between reports, however much happens. */
    private static final Duration SHORTEST = Duration.ofMillis(100);
    /** While nothing may be called, to hear that something may again. */
    private static final Duration WHILE_HELD = Duration.ofSeconds(2);
    /** For so long nothing has to happen before reports cease and the share goes back. */
    private static final int IDLE_REPORTS = 3;
    /** How long a stop may take for telling the governor. */
    private static final Duration AT_THE_END = Duration.ofSeconds(1);
    /** Without a governor a process keeps its own pool closed this long after a burst of faults. */
    private static final Duration COOLDOWN_ALONE = Duration.ofSeconds(30);

    private final String worker;
    private final Pool pool;
    private final Governor governor;
    private final Runnable tick;
    private final ReentrantLock lock = new ReentrantLock();
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private volatile boolean idle;
    private volatile boolean closed;
    private boolean reachable = true;
    private int idleReports;
    private long stoppedAt;
    private boolean stopped;
    private volatile @Nullable PoolShare share;

    /**
     * @param tick run every two seconds or more often: insurance for whoever waits for the gate to change
     */
    PoolReporter(String worker, Pool pool, Governor governor, Runnable tick) {
        this.worker = worker;
        this.pool = pool;
        this.governor = governor;
        this.tick = tick;
        thread = Thread.ofVirtual().name("pool-reporter-" + pool.name()).unstarted(this::reportForEver);
    }

    /** Nothing goes out before the first share is there. */
    void shutGate() {
        pool.gate().setLimits(ShareLimits.nothing(pool.gate().limits()));
        pool.meter().tell(this);
    }

    void start() {
        thread.start();
    }

    @Override
    public void worthReporting() {
        wake.release();
    }

    @Override
    public void stop() {
        lock.lock();
        try {
            stopped = true;
            stoppedAt = System.nanoTime();
            pool.gate().setLimits(ShareLimits.nothing(pool.gate().limits()));
        } finally {
            lock.unlock();
        }
        wake.release();
    }

    /** Called at every change of the gate, so it is quick where nothing is to be done. */
    void gateChanged() {
        if (idle) {
            idle = false;
            wake.release();
        }
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

    /** Gives the share back, if there is anybody to have it. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        thread.interrupt();
        PoolShare last = share;
        if (last != null && last.workers() > 1) {
            try {
                boolean unused = Thread.ofVirtual().start(this::leave).join(AT_THE_END);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void leave() {
        try {
            PoolShare unused = governor.report(report(true));
        } catch (RuntimeException e) {
            log.debug("Pool {} was not told that this worker leaves", pool.name(), e);
        }
    }

    private void reportForEver() {
        try {
            while (!closed) {
                Duration next = exchange();
                Thread.sleep(SHORTEST);
                awaitReason(System.nanoTime() + next.minus(SHORTEST).toNanos());
            }
        } catch (InterruptedException e) {
            log.debug("No more reports on pool {}", pool.name());
        }
    }

    private void awaitReason(long end) throws InterruptedException {
        boolean woken = false;
        while (!woken && !closed && end - System.nanoTime() > 0) {
            long wait = Math.min(WHILE_HELD.toNanos(), end - System.nanoTime());
            woken = wake.tryAcquire(wait, TimeUnit.NANOSECONDS);
            tick.run();
        }
        wake.drainPermits();
    }

    /**
     * @return when to report next
     */
    private Duration exchange() {
        long at = System.nanoTime();
        PoolReport report = report(false);
        try {
            PoolShare answer = governor.report(report);
            if (report.blocked() != null) {
                pool.meter().toldBlocked(report.blocked());
            }
            if (!reachable) {
                log.info("The governor of pool {} answers again", pool.name());
                reachable = true;
            }
            return keepTo(answer, at, isIdle(report));
        } catch (RuntimeException e) {
            return without(e);
        }
    }

    private Duration keepTo(PoolShare answer, long at, boolean nothingHappens) {
        lock.lock();
        try {
            if (stopped && stoppedAt - at > 0) {
                // An answer to what was reported before does not count.
                return SHORTEST.multipliedBy(2);
            }
            stopped = false;
            tell(answer);
            share = answer;
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

    /** What was agreed on goes on; a process that never heard of a governor keeps to its own configuration. */
    private Duration without(RuntimeException e) {
        if (closed) {
            return SHORTEST;
        }
        if (reachable) {
            log.warn("The governor of pool {} does not answer: {}", pool.name(), e.getMessage());
            log.debug("Where it failed", e);
            reachable = false;
        }
        lock.lock();
        try {
            stopped = stopped && System.nanoTime() - stoppedAt < COOLDOWN_ALONE.toNanos();
            if (!stopped) {
                PoolShare last = share;
                pool.gate().setLimits(last == null ? pool.config().limits() : ShareLimits.of(last));
            }
        } finally {
            lock.unlock();
        }
        return Duration.ofSeconds(1);
    }

    private PoolReport report(boolean leaving) {
        GateStatus status = pool.gate().status();
        String blocked = pool.meter().blocked();
        Traffic traffic = pool.meter().take(status);
        return new PoolReport(
                worker,
                pool.config().declared(),
                pool.meter().announced(),
                traffic,
                status.waiting(),
                status.inFlight(),
                traffic.calls() == 0 ? 0 : pool.arrivals().requestsPerTask(),
                blocked,
                leaving);
    }

    private boolean isIdle(PoolReport report) {
        return report.traffic().calls() == 0
                && report.waiting() == 0
                && report.inFlight() == 0
                && pool.arrivals().underWay() == 0;
    }
}
