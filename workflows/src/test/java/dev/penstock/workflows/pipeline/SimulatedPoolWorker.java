package dev.penstock.workflows.pipeline;

import dev.penstock.contracts.SliceSizing;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolShare;
import dev.penstock.contracts.pool.PoolTraffic;
import dev.penstock.limits.QuotaLimit;
import dev.penstock.limits.rate.Admission;
import dev.penstock.limits.rate.AdmissionControl;
import dev.penstock.limits.rate.CallTokens;
import dev.penstock.limits.rate.RateLimits;
import dev.penstock.limits.rate.SliceSizer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A worker that fetches slices and calls their requests, with the real rate limiter's arithmetic. */
final class SimulatedPoolWorker {
    private static final int TOKENS = 100;
    private static final long MILLI = 1_000_000;

    private final String name;
    private final SimulatedBatch world;
    private final AdmissionControl control = new AdmissionControl(RateLimits.ofConcurrency(0), new Random(1), 0);
    private final Deque<SimulatedBatch.Task> waiting = new ArrayDeque<>();
    private final List<Long> latencies = new ArrayList<>();
    private int workers = 1;
    private int inFlight;
    private long calls;
    private long reportedAt;
    private long wakesAt = Long.MAX_VALUE;
    private @Nullable Double meanLatency;

    SimulatedPoolWorker(String name, SimulatedBatch world) {
        this.name = name;
        this.world = world;
    }

    SliceSizing sizing() {
        return SliceSizer.of(control.limits(), workers, latency(), TOKENS);
    }

    void report() {
        PoolTraffic traffic = new PoolTraffic(
                (world.now - reportedAt) / MILLI,
                calls,
                calls * TOKENS,
                latencies.size(),
                0,
                0,
                false,
                null,
                0,
                latencies.isEmpty()
                        ? null
                        : latencies.stream().sorted().toList().get(latencies.size() / 2),
                0,
                0,
                0);
        PoolQuota announced = meanLatency == null ? null : world.announced;
        PoolReport report = new PoolReport(
                name,
                PoolQuota.UNKNOWN,
                announced,
                traffic,
                waiting.size(),
                inFlight,
                1,
                null,
                false,
                null,
                null,
                List.of());
        reportedAt = world.now;
        calls = 0;
        latencies.clear();
        use(world.governor.report(report, world.epochMillis()));
    }

    private void use(PoolShare share) {
        workers = share.workers();
        RateLimits limits = new RateLimits(
                QuotaLimit.ofNullable(share.requestsPerMinute()),
                QuotaLimit.ofNullable(share.tokensPerMinute()),
                share.concurrency(),
                share.strict());
        control.setLimits(limits, QuotaLimit.UNLIMITED, world.now);
        world.in(share.reportInMillis() * MILLI, this::report);
        work();
    }

    /** Calls what may be called, and fetches as much as should wait. */
    void work() {
        while (true) {
            while (waiting.size() < ready() && world.hasTasks()) {
                SimulatedBatch.Task task = world.fetch();
                for (int i = 0; i < task.move().slice().requests(); i++) {
                    waiting.add(task);
                }
            }
            if (waiting.isEmpty()) {
                return;
            }
            long earliest = control.earliest("m", CallTokens.of(TOKENS), world.now);
            if (earliest > world.now) {
                wakeAt(earliest);
                return;
            }
            call(waiting.remove());
        }
    }

    private double ready() {
        return Math.max(4, SliceSizer.requests(control.limits(), latency().orElse(Duration.ZERO), TOKENS));
    }

    private void wakeAt(long earliest) {
        if (earliest != AdmissionControl.NEVER && (wakesAt <= world.now || earliest < wakesAt)) {
            wakesAt = earliest;
            world.in(earliest - world.now, this::work);
        }
    }

    private void call(SimulatedBatch.Task task) {
        Admission admission = control.take("m", CallTokens.of(TOKENS), world.now);
        calls++;
        inFlight++;
        long latency = world.latency();
        world.in(latency, () -> {
            control.ended(admission);
            inFlight--;
            double millis = latency / (double) MILLI;
            latencies.add(latency / MILLI);
            meanLatency = meanLatency == null ? millis : meanLatency + 0.05 * (millis - meanLatency);
            world.answered(task, this);
            work();
        });
    }

    private Optional<Duration> latency() {
        return Optional.ofNullable(meanLatency).map(millis -> Duration.ofMillis(Math.round(millis)));
    }
}
