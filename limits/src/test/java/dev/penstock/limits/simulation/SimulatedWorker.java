package dev.penstock.limits.simulation;

import static dev.penstock.limits.simulation.VirtualClock.MILLI;

import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolShare;
import dev.penstock.limits.governor.Governor;
import dev.penstock.limits.rate.GateLimits;
import dev.penstock.limits.rate.Quota;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/** A worker with the real gate's arithmetic, which reports to the real governor. */
final class SimulatedWorker {
    private static final long UPDATE_TAKES = 10 * MILLI;

    private final String name;
    private final Simulation world;
    private final VirtualClock clock;
    private final Quota gate;
    private final Random random;
    private final Deque<Request> waiting = new ArrayDeque<>();
    private final Sightings seen = new Sightings();
    private int inFlight;
    private long wakesAt = Long.MAX_VALUE;
    private int reportNumber;
    private boolean holds;
    boolean isDead;

    SimulatedWorker(String name, Simulation world, int seed) {
        this.name = name;
        this.world = world;
        this.clock = world.clock;
        random = new Random(seed);
        gate = new Quota(new GateLimits(null, null, 0, true), random, clock.now());
    }

    boolean hasFreeSlot() {
        return !isDead && waiting.size() + inFlight < world.slotsPerWorker;
    }

    void begin(Request request) {
        waiting.add(request);
        letThrough();
    }

    void report() {
        int number = ++reportNumber;
        if (isDead) {
            return;
        }
        PoolQuota announced = inFlight + waiting.size() > 0 ? world.provider.headers : null;
        PoolReport report = new PoolReport(
                name, world.declared, announced, seen.take(clock.now()), waiting.size(), inFlight, 1, null, false);
        Governor governor = world.governor();
        PoolShare share = governor.report(report, clock.epochMillis());
        clock.in(UPDATE_TAKES, () -> use(share, number));
    }

    private void use(PoolShare share, int number) {
        if (isDead || number != reportNumber) {
            return;
        }
        holds = false;
        gate.setLimits(
                new GateLimits(
                        share.requestsPerMinute(),
                        share.tokensPerMinute(),
                        share.concurrency(),
                        share.strict(),
                        share.largestRequest()),
                share.calls(),
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
            long earliest = gate.earliest(waiting.element().reserved(), clock.now());
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

    private void send(Request request) {
        long admittedAt = clock.now();
        long place = gate.take(request.reserved(), admittedAt);
        inFlight++;
        seen.called(request.reserved());
        long travels = (5 + random.nextInt(20)) * MILLI;
        clock.in(travels, () -> arrive(request, admittedAt, place));
    }

    private void arrive(Request request, long admittedAt, long place) {
        Verdict verdict = world.provider.call(request);
        world.books.record(name, request, verdict, clock.now());
        switch (verdict) {
            case Verdict.Answered(long latency) ->
                clock.in(latency, () -> {
                    world.provider.ended();
                    ended(() -> finished(request, admittedAt, place));
                });
            case Verdict.Throttled throttle ->
                clock.in(50 * MILLI, () -> ended(() -> throttled(request, throttle, admittedAt, place)));
            case Verdict.Lost loss -> clock.in(100 * MILLI, () -> ended(() -> lost(request)));
        }
    }

    private void ended(Runnable outcome) {
        if (!isDead) {
            inFlight--;
            gate.ended();
            outcome.run();
            letThrough();
        }
    }

    private void finished(Request request, long admittedAt, long place) {
        if (clock.now() < world.provider.stormUntil) {
            Verdict.Throttled late = world.provider.stormy();
            world.books.withdraw(clock.now());
            throttled(request, late, admittedAt, place);
        } else {
            answered(request, admittedAt, place);
        }
    }

    private void answered(Request request, long admittedAt, long place) {
        gate.answered(admittedAt);
        gate.settle(place, request.tokens() - request.reserved(), clock.now());
        seen.answered(request.tokens() - request.reserved(), clock.now() - admittedAt);
    }

    private void throttled(Request request, Verdict.Throttled throttle, long admittedAt, long place) {
        long before = gate.status(0, false, clock.now()).throttleEvents();
        gate.throttled(admittedAt, throttle.retryAfter(), clock.now());
        gate.settle(place, -request.reserved(), clock.now());
        boolean isNew = gate.status(0, false, clock.now()).throttleEvents() > before;
        seen.throttled(-request.reserved(), throttle, isNew, clock.now());
        waiting.addFirst(request);
        if (isNew) {
            report();
        }
    }

    private void lost(Request request) {
        waiting.addLast(request);
        if (seen.lost()) {
            holds = true;
            report();
        }
    }
}
