package dev.penstock.worker;

import dev.penstock.activities.gate.Gate;
import dev.penstock.activities.gate.GateLimits;
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
    /** Without a governor a process keeps its own pool closed this long after a burst of faults. */
    private static final Duration COOLDOWN_ALONE = Duration.ofSeconds(30);

    private final String worker;
    private final Pool pool;
    private final Governor governor;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private volatile boolean idle;
    private volatile boolean closed;
    private boolean reachable = true;
    private int idleReports;
    private long stoppedAt;
    private boolean stopped;
    private volatile @Nullable PoolShare share;

    PoolReporter(String worker, Pool pool, Governor governor) {
        this.worker = worker;
        this.pool = pool;
        this.governor = governor;
        thread = Thread.ofVirtual().name("pool-reporter-" + pool.name()).unstarted(this::reportForEver);
    }

    /** Nothing goes out before the first share is there. */
    void start() {
        pool.gate().setLimits(nothing());
        pool.meter().tell(this);
        thread.start();
    }

    @Override
    public void worthReporting() {
        wake.release();
    }

    @Override
    public void stop() {
        synchronized (this) {
            stopped = true;
            stoppedAt = System.nanoTime();
        }
        pool.gate().setLimits(nothing());
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

    /** Gives the share back. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        if (share != null && reachable) {
            try {
                PoolShare unused = governor.report(report(true));
            } catch (RuntimeException e) {
                log.debug("Pool {} was not told that this worker leaves", pool.name(), e);
            }
        }
    }

    private void reportForEver() {
        try {
            while (!closed) {
                Duration next = exchange();
                Thread.sleep(SHORTEST);
                boolean woken = wake.tryAcquire(next.minus(SHORTEST).toNanos(), TimeUnit.NANOSECONDS);
                wake.drainPermits();
                log.trace("Reporting on pool {} {}", pool.name(), woken ? "early" : "in time");
            }
        } catch (InterruptedException e) {
            log.debug("No more reports on pool {}", pool.name());
        }
    }

    /**
     * @return when to report next
     */
    private Duration exchange() {
        long at = System.nanoTime();
        PoolReport report = report(false);
        try {
            PoolShare answer = governor.report(report);
            if (!reachable) {
                log.info("The governor of pool {} answers again", pool.name());
                reachable = true;
            }
            return hasStoppedSince(at) ? SHORTEST.multipliedBy(2) : keepTo(answer, isIdle(report));
        } catch (RuntimeException e) {
            return without(e);
        }
    }

    /** An answer to what was reported before does not count. */
    private synchronized boolean hasStoppedSince(long at) {
        return stopped && stoppedAt - at > 0;
    }

    private Duration keepTo(PoolShare answer, boolean nothingHappens) {
        PoolShare before = share;
        if (before == null || before.state() != answer.state()) {
            log.info(
                    "Pool {} is {}{}",
                    pool.name(),
                    answer.state(),
                    answer.reason() == null ? "" : ": " + answer.reason());
        }
        share = answer;
        synchronized (this) {
            stopped = false;
        }
        idleReports = nothingHappens ? idleReports + 1 : 0;
        boolean open = answer.state() == PoolState.OPEN;
        if (open && idleReports >= IDLE_REPORTS) {
            pool.gate().setLimits(trickle(answer));
            idle = true;
            return Duration.ofDays(1);
        }
        pool.gate().setLimits(limits(answer), answer.calls());
        return open || !nothingHappens ? Duration.ofMillis(answer.reportInMillis()) : WHILE_HELD;
    }

    /** What was agreed on goes on; a process that never heard of a governor keeps to its own configuration. */
    private Duration without(RuntimeException e) {
        if (reachable) {
            log.warn("The governor of pool {} does not answer: {}", pool.name(), e.getMessage());
            log.debug("Where it failed", e);
            reachable = false;
        }
        boolean held;
        synchronized (this) {
            held = stopped && System.nanoTime() - stoppedAt < COOLDOWN_ALONE.toNanos();
            stopped = held;
        }
        if (!held) {
            PoolShare last = share;
            pool.gate().setLimits(last == null ? pool.config().limits() : limits(last));
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

    private GateLimits limits(PoolShare of) {
        return new GateLimits(
                of.requestsPerMinute(), of.tokensPerMinute(), of.concurrency(), of.strict(), of.largestRequest());
    }

    /** So that a first request need not wait for a report: less than the governor always keeps back. */
    private static GateLimits trickle(PoolShare of) {
        return new GateLimits(
                hundredth(of.requestsPerMinute()), of.tokensPerMinute(), 1, of.strict(), of.largestRequest());
    }

    private static @Nullable Long hundredth(@Nullable Long quota) {
        return quota == null ? null : (Long) Math.max(1, quota / 100);
    }

    private GateLimits nothing() {
        Gate gate = pool.gate();
        GateLimits now = gate.limits();
        return new GateLimits(now.requestsPerMinute(), now.tokensPerMinute(), 0, now.strict(), now.largestRequest());
    }
}
