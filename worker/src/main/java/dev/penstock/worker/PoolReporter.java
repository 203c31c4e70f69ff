package dev.penstock.worker;

import dev.penstock.activities.pool.Pool;
import dev.penstock.contracts.StoreId;
import dev.penstock.contracts.pool.ModelReport;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolShare;
import dev.penstock.contracts.pool.PoolTraffic;
import dev.penstock.limits.rate.RateLimiterStatus;
import dev.penstock.limits.traffic.TrafficMeter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports this process's traffic with a pool to the pool's governor, and applies the share in the response. */
final class PoolReporter implements TrafficMeter.Listener, AutoCloseable {
    /** Sends reports to a governor and returns the share in its response. */
    @FunctionalInterface
    interface GovernorClient {
        PoolShare report(PoolReport report);
    }

    private static final Logger log = LoggerFactory.getLogger(PoolReporter.class);
    /** The least time between two reports. */
    private static final Duration MIN_INTERVAL = Duration.ofMillis(100);

    private static final Duration TICK_INTERVAL = Duration.ofSeconds(2);
    /** The longest time that stopping waits for the last report. */
    private static final Duration LAST_REPORT_TIMEOUT = Duration.ofSeconds(1);

    private final String worker;
    private final StoreId store;
    private final Pool pool;
    private final GovernorClient governor;
    private final Runnable tick;
    private final ShareEnforcer enforcer;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;
    private boolean reachable = true;
    private final SteadyTraffic steady = new SteadyTraffic();

    /**
     * @param tick run every two seconds or more often, in case a change of the rate limiter went unnoticed
     */
    PoolReporter(String worker, StoreId store, Pool pool, GovernorClient governor, Runnable tick) {
        this.worker = worker;
        this.store = store;
        this.pool = pool;
        this.governor = governor;
        this.tick = tick;
        enforcer = new ShareEnforcer(pool);
        thread = Thread.ofVirtual().name("pool-reporter-" + pool.name()).unstarted(this::reportUntilClosed);
    }

    /** Closes the rate limiter until the first share has arrived. */
    void closeLimiter() {
        enforcer.closeLimiter();
        pool.meter().setListener(this);
    }

    void start() {
        pool.availability().firstAsked(System.nanoTime());
        thread.start();
    }

    @Override
    public void reportSoon() {
        wake.release();
    }

    @Override
    public void limitsAnnounced(Optional<String> model, PoolQuota limits) {
        enforcer.applyAnnounced(model, limits);
    }

    @Override
    public void stopCalling() {
        enforcer.stop();
        wake.release();
    }

    /**
     * Wakes the reporter if the pool was idle; returns quickly otherwise, because every change of the rate limiter
     * calls this.
     */
    void limiterChanged() {
        if (enforcer.wakeIfIdle() || enforcer.waitsToBorrow()) {
            wake.release();
        }
    }

    /** Returns a sentence with the reason why the pool is not open; empty if the pool is open. */
    Optional<String> problem() {
        return enforcer.problem();
    }

    /** Returns whether other workers had a share of the pool at the last report. */
    boolean isOneOfMany() {
        return enforcer.isOneOfMany();
    }

    /**
     * Gives the share back, which a worker that starts meanwhile would otherwise wait for until it expires, and tells the governor
     * what blocks the pool.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        thread.interrupt();
        if (enforcer.hasShare() || pool.meter().blocked() != null) {
            try {
                boolean unused = Thread.ofVirtual().start(this::leave).join(LAST_REPORT_TIMEOUT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void leave() {
        try {
            PoolShare unused = governor.report(report(true));
        } catch (RuntimeException e) {
            log.debug("Pool {} could not be told that this worker stops", pool.name(), e);
        }
    }

    private void reportUntilClosed() {
        try {
            while (!closed) {
                Duration next = exchange();
                // Nothing cuts this pause short: a report costs the governor five events of history.
                Thread.sleep(MIN_INTERVAL);
                awaitNextReport(System.nanoTime() + next.minus(MIN_INTERVAL).toNanos());
            }
        } catch (InterruptedException e) {
            log.debug("No more reports on pool {}", pool.name());
        }
    }

    private void awaitNextReport(long end) throws InterruptedException {
        boolean woken = false;
        while (!woken && !closed && end - System.nanoTime() > 0) {
            long wait = Math.min(TICK_INTERVAL.toNanos(), end - System.nanoTime());
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
                pool.meter().clearBlocked(report.blocked());
            }
            if (!reachable) {
                log.info("The governor of pool {} answers again", pool.name());
                reachable = true;
            }
            return steady.nextReport(report, answer, enforcer.keepTo(answer, at, isIdle(report)));
        } catch (RuntimeException e) {
            return without(e);
        }
    }

    private Duration without(RuntimeException e) {
        if (closed) {
            return MIN_INTERVAL;
        }
        if (reachable) {
            log.warn("The governor of pool {} does not answer: {}", pool.name(), e.getMessage());
            log.debug("Stack trace of the failed report", e);
            reachable = false;
        }
        enforcer.applyLastShare();
        return Duration.ofSeconds(1);
    }

    private PoolReport report(boolean leaving) {
        RateLimiterStatus status = pool.limiter().status();
        String blocked = pool.meter().blocked();
        PoolTraffic traffic = pool.meter().take(status);
        List<ModelReport> models = pool.meter().takeModels(status);
        boolean isPaused = traffic.retryAfterMillis() != null
                || models.stream().anyMatch(model -> model.retryAfterMillis() != null);
        return new PoolReport(
                worker,
                pool.config().declared(),
                pool.meter().announced(),
                traffic,
                status.waiting(),
                status.inFlight(),
                traffic.calls() == 0 ? 0 : pool.tasksInTransit().requestsPerTask(),
                blocked,
                leaving,
                store,
                isPaused ? pool.meter().lastThrottle() : null,
                models,
                status.use());
    }

    private boolean isIdle(PoolReport report) {
        return report.traffic().calls() == 0
                && report.waiting() == 0
                && report.inFlight() == 0
                && pool.tasksInTransit().requests() == 0;
    }
}
