package dev.penstock.limits.simulation;

import static dev.penstock.limits.simulation.VirtualClock.MILLI;
import static dev.penstock.limits.simulation.VirtualClock.SECOND;

import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolShare;
import dev.penstock.limits.QuotaLimit;
import dev.penstock.limits.governor.PoolGovernor;
import dev.penstock.limits.rate.AdmissionControl;
import dev.penstock.limits.rate.RateLimits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/** A worker with the real rate limiter's arithmetic, which reports to the real governor. */
final class SimulatedWorker {
    private static final long UPDATE_TAKES = 10 * MILLI;

    private final String name;
    private final Simulation world;
    private final VirtualClock clock;
    private final AdmissionControl control;
    private final Random random;
    private final Deque<SimulatedRequest> waiting = new ArrayDeque<>();
    private final SimulatedTraffic seen = new SimulatedTraffic();
    private int inFlight;
    private long wakesAt = Long.MAX_VALUE;
    private int reportNumber;
    private boolean holds;
    private boolean hasHeard;
    private int concurrency;
    boolean isDead;

    SimulatedWorker(String name, Simulation world, int seed) {
        this.name = name;
        this.world = world;
        this.clock = world.clock;
        random = new Random(seed);
        control = new AdmissionControl(RateLimits.ofConcurrency(0), random, clock.now());
    }

    boolean hasFreeSlot() {
        return !isDead && waiting.size() + inFlight < world.slotsPerWorker;
    }

    void begin(SimulatedRequest request) {
        waiting.add(request);
        letThrough();
    }

    void report() {
        int number = ++reportNumber;
        if (isDead) {
            return;
        }
        PoolQuota announced = hasHeard ? world.provider.headers : null;
        PoolReport report = new PoolReport(
                name,
                world.declared,
                announced,
                seen.take(clock.now()),
                waiting.size(),
                inFlight,
                1,
                null,
                false,
                null,
                null);
        PoolGovernor governor = world.governor();
        PoolShare share = governor.report(report, clock.epochMillis());
        clock.in(UPDATE_TAKES, () -> use(share, number));
    }

    private void use(PoolShare share, int number) {
        if (isDead || number != reportNumber) {
            return;
        }
        holds = false;
        concurrency = share.concurrency();
        control.setLimits(
                new RateLimits(
                        QuotaLimit.ofNullable(share.requestsPerMinute()),
                        QuotaLimit.ofNullable(share.tokensPerMinute()),
                        share.concurrency(),
                        share.strict(),
                        QuotaLimit.ofNullable(share.largestRequest())),
                share.calls() == null ? QuotaLimit.UNLIMITED : QuotaLimit.atMost(share.calls()),
                clock.now());
        clock.in(share.reportInMillis() * MILLI, () -> {
            if (number == reportNumber) {
                report();
            }
        });
        letThrough();
    }

    private void letThrough() {
        while (!waiting.isEmpty() && !isDead && !holds) {
            long earliest = control.earliest(waiting.element().reserved(), clock.now());
            if (earliest > clock.now()) {
                wakeAt(earliest);
                return;
            }
            send(waiting.remove());
        }
    }

    private void wakeAt(long earliest) {
        if (earliest != Long.MAX_VALUE && (earliest < wakesAt || wakesAt <= clock.now())) {
            wakesAt = earliest;
            clock.at(earliest, () -> {
                if (earliest == wakesAt) {
                    wakesAt = Long.MAX_VALUE;
                    letThrough();
                }
            });
        }
    }

    private void send(SimulatedRequest request) {
        long admittedAt = clock.now();
        long place = control.take(request.reserved(), admittedAt);
        inFlight++;
        seen.called(request.reserved());
        long travels = (5 + random.nextInt(20)) * MILLI;
        clock.in(travels, () -> arrive(request, admittedAt, place));
    }

    private void arrive(SimulatedRequest request, long admittedAt, long place) {
        ProviderResponse verdict = world.provider.call(request);
        world.books.record(name, request, verdict, clock.now());
        switch (verdict) {
            case ProviderResponse.Answered(long latency) ->
                clock.in(latency, () -> {
                    world.provider.ended();
                    ended(() -> finished(request, admittedAt, place));
                });
            case ProviderResponse.Throttled throttle ->
                clock.in(50 * MILLI, () -> ended(() -> throttled(request, throttle, admittedAt, place)));
            case ProviderResponse.Lost loss -> clock.in(100 * MILLI, () -> ended(() -> lost(request)));
        }
    }

    private void ended(Runnable outcome) {
        if (!isDead) {
            inFlight--;
            control.ended();
            PoolQuota news = hasHeard ? null : world.provider.headers;
            hasHeard = true;
            outcome.run();
            if (news != null) {
                keepAnnounced(news);
                report();
            }
            letThrough();
        }
    }

    private void keepAnnounced(PoolQuota announced) {
        control.setLimits(
                new RateLimits(
                        QuotaLimit.ofNullable(announced.requestsPerMinute()),
                        QuotaLimit.ofNullable(announced.tokensPerMinute()),
                        concurrency,
                        true),
                QuotaLimit.UNLIMITED,
                clock.now());
    }

    private void finished(SimulatedRequest request, long admittedAt, long place) {
        if (clock.now() < world.provider.stormUntil) {
            ProviderResponse.Throttled late = world.provider.stormy();
            world.books.withdraw(clock.now());
            throttled(request, late, admittedAt, place);
        } else {
            answered(request, admittedAt, place);
        }
    }

    private void answered(SimulatedRequest request, long admittedAt, long place) {
        control.answered(admittedAt);
        control.settle(place, request.tokens() - request.reserved(), clock.now());
        seen.answered(request.tokens() - request.reserved(), clock.now() - admittedAt);
    }

    private void throttled(SimulatedRequest request, ProviderResponse.Throttled throttle, long admittedAt, long place) {
        long before = control.status(0, false, clock.now()).throttleEvents();
        control.throttled(admittedAt, Duration.ofNanos(throttle.retryAfter()), clock.now());
        control.settle(place, -request.reserved(), clock.now());
        boolean isNew = control.status(0, false, clock.now()).throttleEvents() > before;
        seen.throttled(-request.reserved(), throttle, isNew, clock.now());
        waiting.addFirst(request);
        if (isNew) {
            report();
        }
    }

    private void lost(SimulatedRequest request) {
        SimulatedRequest again = request.lostOnceMore();
        if (again.faults() < SimulatedRequest.MOST_FAULTS) {
            clock.in(random.nextLong(SECOND << request.faults()), () -> begin(again));
        }
        if (seen.lost(request.faults() > 0)) {
            holds = true;
            report();
        }
    }
}
