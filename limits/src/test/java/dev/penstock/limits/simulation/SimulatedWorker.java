package dev.penstock.limits.simulation;

import static dev.penstock.limits.simulation.VirtualClock.MILLI;
import static dev.penstock.limits.simulation.VirtualClock.SECOND;
import static java.util.stream.Collectors.toMap;

import dev.penstock.contracts.pool.InputOutputShare;
import dev.penstock.contracts.pool.ModelShare;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolShare;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.contracts.pool.ProbeOutcomes;
import dev.penstock.limits.PerMinuteLimits;
import dev.penstock.limits.QuotaLimit;
import dev.penstock.limits.governor.PoolGovernor;
import dev.penstock.limits.rate.Admission;
import dev.penstock.limits.rate.AdmissionControl;
import dev.penstock.limits.rate.AdmissionForecast;
import dev.penstock.limits.rate.AdmissionForecaster;
import dev.penstock.limits.rate.CallTokens;
import dev.penstock.limits.rate.LargestRequest;
import dev.penstock.limits.rate.ModelBacklog;
import dev.penstock.limits.rate.ModelLimits;
import dev.penstock.limits.rate.RateLimits;
import dev.penstock.limits.traffic.TrafficMeter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A worker with the real rate limiter's arithmetic, which reports to the real governor. */
final class SimulatedWorker {
    private static final long UPDATE_TAKES = 10 * MILLI;

    private final String name;
    private final Simulation world;
    private final VirtualClock clock;
    private final AdmissionControl control;
    private final AdmissionForecaster forecaster;
    private final Random random;
    private final SimulatedWaiting waiting = new SimulatedWaiting();
    private final TrafficMeter models;
    private final ModelBacklog backlog;
    private final SimulatedTraffic seen = new SimulatedTraffic();
    private ProbeOutcomes probesBefore = ProbeOutcomes.NONE;
    private int inFlight;
    private long wakesAt = Long.MAX_VALUE;
    private int reportNumber;
    private boolean holds;
    private int concurrency;
    private PoolState state = PoolState.OPEN;
    private @Nullable String blocked;
    boolean isDead;

    /** Takes requests that this pool turned away; null where no other pool can answer them. */
    @Nullable
    Consumer<SimulatedRequest> elsewhere;

    SimulatedWorker(String name, Simulation world, int seed) {
        this.name = name;
        this.world = world;
        this.clock = world.clock;
        random = new Random(seed);
        control = new AdmissionControl(RateLimits.ofConcurrency(0), random, clock.now());
        forecaster = new AdmissionForecaster(control);
        backlog = new ModelBacklog(control);
        models = new TrafficMeter(clock::now);
        models.setListener(new TrafficMeter.Listener() {
            @Override
            public void reportSoon() {
                if (world.provider.announces()) {
                    // The meter tells it while a report may be under way.
                    clock.in(0, SimulatedWorker.this::report);
                }
            }

            @Override
            public void limitsAnnounced(Optional<String> model, PoolQuota limits) {
                keepAnnounced(model, limits);
            }

            @Override
            public void stopCalling() {}
        });
    }

    boolean hasFreeSlot() {
        return !isDead
                && (waiting.size() + inFlight < world.slotsPerWorker
                        || backlog.wantsMore(0, waiting.sizes(), clock.now()));
    }

    void begin(SimulatedRequest request) {
        models.arrived(request.model());
        Optional<Duration> postponed = backlog.postponed(request.model(), waiting.size(request.model()), clock.now());
        if (postponed.isPresent()) {
            clock.in(postponed.get().toNanos(), () -> begin(request));
            return;
        }
        waiting.add(request);
        letThrough();
    }

    void expect(String model) {
        models.arrived(model);
        control.expect(model, clock.now());
    }

    /** Returns what the rate limiter forecasts, unless the governor has closed the pool. */
    AdmissionForecast forecast() {
        boolean isOpen = state == PoolState.OPEN || state == PoolState.RAMPING || state == PoolState.PROBING;
        return isOpen && !holds && blocked == null
                ? forecaster.forecast("model", waiting.sizes(), Duration.ofMillis(800), clock.now())
                : AdmissionForecast.CLOSED;
    }

    /** Returns whether so little waits here that more should come. */
    boolean wantsMore(int ready) {
        return !isDead && waiting.size() < ready;
    }

    /** Takes back the requests that wait here. */
    List<SimulatedRequest> withdraw() {
        return waiting.removeAll();
    }

    void report() {
        int number = ++reportNumber;
        if (isDead) {
            return;
        }
        PoolReport report = new PoolReport(
                name,
                world.declared,
                models.announced(),
                seen.take(clock.now(), takeProbes()),
                waiting.size(),
                inFlight,
                1,
                blocked,
                false,
                null,
                null,
                models.takeModels(control.status(waiting.sizes(), false, clock.now())),
                control.status(waiting.sizes(), false, clock.now()).use());
        PoolGovernor governor = world.governor();
        PoolShare share = governor.report(report, clock.epochMillis());
        blocked = null;
        clock.in(UPDATE_TAKES, () -> use(share, number));
    }

    private ProbeOutcomes takeProbes() {
        ProbeOutcomes all = control.status(Map.of(), false, clock.now()).probes();
        ProbeOutcomes ended = all.since(probesBefore);
        probesBefore = all;
        return ended;
    }

    private void use(PoolShare share, int number) {
        if (isDead || number != reportNumber) {
            return;
        }
        holds = false;
        concurrency = share.concurrency();
        state = share.state();
        control.setAlone(share.workers() <= 1);
        control.setLimits(
                new RateLimits(
                        perMinute(share.requestsPerMinute(), share.tokensPerMinute(), share.inputOutput()),
                        share.concurrency(),
                        share.strict(),
                        largest(share.largestRequest(), share.inputOutput()),
                        share.models().stream().collect(toMap(ModelShare::model, SimulatedWorker::limits)),
                        share.totalLimit()),
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
            SimulatedRequest next = waiting.first(
                    request -> control.earliest(request.model(), request.reserved(), clock.now()), clock.now());
            long earliest = control.earliest(next.model(), next.reserved(), clock.now());
            if (earliest > clock.now()) {
                wakeAt(earliest);
                return;
            }
            waiting.remove(next);
            send(next);
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
        Admission admission = control.take(request.model(), request.reserved(), clock.now());
        inFlight++;
        seen.called(request);
        long travels = (5 + random.nextInt(20)) * MILLI;
        clock.in(travels, () -> arrive(request, admission));
    }

    private void arrive(SimulatedRequest request, Admission admission) {
        ProviderResponse verdict = world.provider.call(request);
        world.books.record(name, request, verdict, clock.now());
        switch (verdict) {
            case ProviderResponse.Answered(long latency) ->
                clock.in(latency, () -> {
                    world.provider.ended();
                    ended(request, admission, () -> finished(request, admission));
                });
            case ProviderResponse.Throttled throttle ->
                clock.in(50 * MILLI, () -> ended(request, admission, () -> throttled(request, throttle, admission)));
            case ProviderResponse.Lost loss ->
                clock.in(loss.after(), () -> ended(request, admission, () -> lost(request, admission)));
            case ProviderResponse.Rejected rejection ->
                clock.in(50 * MILLI, () -> ended(request, admission, () -> rejected(request)));
        }
    }

    private void ended(SimulatedRequest request, Admission admission, Runnable outcome) {
        if (!isDead) {
            inFlight--;
            control.ended(admission);
            outcome.run();
            PoolQuota announced = world.provider.headers(request.model());
            if (announced != null) {
                models.announced(request.model(), announced);
            }
            letThrough();
        }
    }

    private static ModelLimits limits(ModelShare share) {
        return new ModelLimits(
                perMinute(share.requestsPerMinute(), share.tokensPerMinute(), share.inputOutput()),
                largest(share.largestRequest(), share.inputOutput()),
                share.totalLimit());
    }

    private static PerMinuteLimits perMinute(
            @Nullable Long requests, @Nullable Long tokens, @Nullable InputOutputShare share) {
        InputOutputShare byKind = InputOutputShare.ofNullable(share);
        return new PerMinuteLimits(
                QuotaLimit.ofNullable(requests),
                QuotaLimit.ofNullable(tokens),
                QuotaLimit.ofNullable(byKind.inputTokensPerMinute()),
                QuotaLimit.ofNullable(byKind.outputTokensPerMinute()));
    }

    private static LargestRequest largest(@Nullable Long tokens, @Nullable InputOutputShare share) {
        return new LargestRequest(
                QuotaLimit.ofNullable(tokens),
                QuotaLimit.ofNullable(InputOutputShare.ofNullable(share).largestInput()));
    }

    private void keepAnnounced(Optional<String> model, PoolQuota announced) {
        if (model.isEmpty()) {
            keepAnnounced(announced);
            return;
        }
        PerMinuteLimits limits = PerMinuteLimits.of(announced);
        Map<String, ModelLimits> all = new HashMap<>(control.limits().models());
        all.putIfAbsent(model.get(), new ModelLimits(limits, LargestRequest.of(limits), null));
        control.setLimits(control.limits().withModels(all), QuotaLimit.UNLIMITED, clock.now());
    }

    private void keepAnnounced(PoolQuota announced) {
        control.setLimits(
                new RateLimits(
                        PerMinuteLimits.of(announced),
                        concurrency,
                        true,
                        LargestRequest.of(QuotaLimit.ofNullable(announced.tokensPerMinute())),
                        Map.of(),
                        control.limits().totalLimit()),
                QuotaLimit.UNLIMITED,
                clock.now());
    }

    private void finished(SimulatedRequest request, Admission admission) {
        if (clock.now() < world.provider.stormUntil) {
            ProviderResponse.Throttled late = world.provider.stormy();
            world.books.withdraw(clock.now());
            throttled(request, late, admission);
        } else {
            answered(request, admission);
        }
    }

    private void answered(SimulatedRequest request, Admission admission) {
        control.answered(admission);
        control.settle(admission, request.used(), clock.now());
        models.answered(request.model(), request.used(), Duration.ofNanos(clock.now() - admission.admittedAt()));
        seen.answered(request, clock.now() - admission.admittedAt());
    }

    private void throttled(SimulatedRequest request, ProviderResponse.Throttled throttle, Admission admission) {
        long before = control.status(Map.of(), false, clock.now()).throttleEvents();
        control.throttled(admission, Duration.ofNanos(throttle.retryAfter()), clock.now());
        control.settle(admission, CallTokens.NONE, clock.now());
        boolean isNew = control.status(Map.of(), false, clock.now()).throttleEvents() > before;
        boolean isOfModel = control.limits().models().containsKey(request.model());
        seen.throttled(
                request,
                isOfModel ? new ProviderResponse.Throttled(0, throttle.forTokens()) : throttle,
                isNew,
                clock.now());
        models.throttled(request.model(), throttle.forTokens(), "429");
        again(request);
        if (isNew) {
            report();
        }
    }

    private void rejected(SimulatedRequest request) {
        blocked = "401";
        holds = true;
        report();
        again(request);
    }

    private void again(SimulatedRequest request) {
        if (elsewhere == null) {
            waiting.addFirst(request);
        } else {
            elsewhere.accept(request);
        }
    }

    private void lost(SimulatedRequest request, Admission admission) {
        control.lost(admission);
        SimulatedRequest again = request.lostOnceMore();
        if (again.faults() < SimulatedRequest.MOST_FAULTS) {
            clock.in(random.nextLong(SECOND << request.faults()), () -> {
                if (elsewhere == null) {
                    begin(again);
                } else {
                    elsewhere.accept(again);
                }
            });
        }
        if (seen.lost(request.faults() > 0 || !control.isEvidence(admission))) {
            holds = true;
            report();
        }
    }
}
