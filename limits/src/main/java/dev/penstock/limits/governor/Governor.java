package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolShare;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.contracts.pool.PoolStatus.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives every worker its share of a pool's quota, and learns from their reports what the quota is.
 *
 * <p>Time is passed in, in milliseconds since 1970, and passes only with calls: replayed, it decides the same.
 */
public final class Governor {
    public static final long COOLDOWN_MILLIS = 30_000;

    private static final long REPORT_MILLIS = 1_000;
    private static final long REPORT_SOON_MILLIS = 250;
    private static final QueueRate PROBES = new QueueRate(1.0);

    private final String name;
    private final Told told;
    private final Experience experience;
    private final Hold hold;
    private final Breaker breaker;
    private final Crew crew;
    private final Dispatch dispatch;
    private final Samples samples;
    private long openSince;

    public Governor(String name, @Nullable PoolMemory memory, long now) {
        this(name, memory, now, COOLDOWN_MILLIS);
    }

    public Governor(String name, @Nullable PoolMemory memory, long now, long cooldownMillis) {
        PoolMemory known = memory == null ? nothing(now) : memory;
        this.name = name;
        told = new Told(known.told());
        experience = new Experience(known.learnt(), known.fleet(), now);
        hold = new Hold(known.held());
        breaker = new Breaker(known.breaker(), cooldownMillis);
        crew = new Crew(known.fleet().members());
        dispatch = new Dispatch(known.fleet().requestsPerTask(), known.fleet().tokensPerRequest());
        samples = new Samples(known.samples());
        openSince = now;
    }

    /** What a worker has seen, and in return what it may use from now on. */
    public PoolShare report(PoolReport report, long now) {
        advance(now);
        Member member = crew.heard(report, now);
        told.heard(report, crew.declared());
        String blocked = report.blocked();
        if (blocked != null) {
            hold.block(blocked, now);
        }
        breaker.heard(report, crew.sum(Member::waiting) > 0, now);
        experience.heard(report, told, crew, now);
        dispatch.heard(report);
        Limits limits = limits(now);
        samples.add(report.traffic(), limits, state(), now);
        if (report.leaving()) {
            leave(report.worker());
            return share(member, limits, 0, now);
        }
        for (Dimension dimension : Dimension.values()) {
            crew.grant(member, dimension, limits.of(dimension), now);
        }
        return share(member, limits, hold.isOn() ? Integer.valueOf(0) : breaker.calls(member.name), now);
    }

    /** What an operator sets goes before everything else; what it leaves open is as before. */
    public void setQuota(PoolQuota quota, long now) {
        advance(now);
        told.set(quota);
        experience.compare(told);
    }

    public void pause(String reason, long now) {
        advance(now);
        hold.pause(reason, now);
    }

    public void resume(long now) {
        advance(now);
        if (hold.isOn()) {
            hold.end();
            openSince = now;
        }
        breaker.probeNow(now);
    }

    public PoolStatus status(long now) {
        advance(now);
        Limits limits = limits(now);
        PoolQuota quota = new PoolQuota(
                limits.requestsPerMinute(), limits.tokensPerMinute(), limits.concurrency(), told.strict());
        List<PoolStatus.Worker> workers =
                crew.members().stream().map(Member::status).toList();
        return new PoolStatus(name, state(), reason(), since(), quota, source(), workers, samples.memory());
    }

    /** What the task queue may dispatch: a little more than the gates let through. */
    public QueueRate queueRate(long now) {
        advance(now);
        return switch (state()) {
            case PAUSED, BLOCKED, OUTAGE -> QueueRate.STOPPED;
            case PROBING -> PROBES;
            case OPEN, RAMPING -> dispatch.rate(limits(now), crew.sum(Member::waiting) == 0);
        };
    }

    public PoolMemory memory() {
        return new PoolMemory(
                told.memory(),
                experience.memory(),
                hold.memory(),
                breaker.memory(),
                new PoolMemory.Fleet(
                        crew.members().stream().map(Member::memory).toList(),
                        dispatch.requestsPerTask(),
                        dispatch.tokensPerRequest(),
                        experience.lastMinute().newest(),
                        experience.lastMinute().memory()),
                samples.memory());
    }

    private Limits limits(long now) {
        return experience.limits(told).times(breaker.factor(now));
    }

    private void advance(long now) {
        breaker.advance(now);
        crew.forgetSilent(now);
        if (breaker.prober() != null && !crew.has(breaker.prober())) {
            breaker.lostProber();
        }
    }

    private void leave(String worker) {
        crew.leave(worker);
        if (breaker.isProber(worker)) {
            breaker.lostProber();
        }
    }

    private PoolShare share(Member member, Limits limits, @Nullable Integer calls, long now) {
        Long requests = member.limit(Dimension.REQUESTS);
        Long tokens = member.limit(Dimension.TOKENS);
        boolean isNothing = isZero(requests) || isZero(tokens);
        int slots = isNothing ? 0 : (int) Math.min(Integer.MAX_VALUE, member.held(Dimension.CONCURRENCY));
        return new PoolShare(
                state(),
                reason(),
                requests == null ? null : (Long) Math.max(1, requests),
                tokens == null ? null : (Long) Math.max(1, tokens),
                // Calls of before that hang must not keep a probe from going out; its number is the limit.
                calls == null ? slots : calls == 0 ? 0 : member.inFlight() + calls,
                told.strict() || experience.hasRate(),
                calls,
                told.tokensPerMinute(),
                crew.size(),
                reportInMillis(limits, now));
    }

    private long reportInMillis(Limits limits, long now) {
        for (Dimension dimension : Dimension.values()) {
            if (crew.isAnyoneWaitingForMore(dimension, limits.of(dimension), now)) {
                return REPORT_SOON_MILLIS;
            }
        }
        return REPORT_MILLIS;
    }

    private static boolean isZero(@Nullable Long limit) {
        return limit != null && limit == 0;
    }

    private PoolState state() {
        return hold.isOn() ? hold.state() : breaker.state();
    }

    private @Nullable String reason() {
        return hold.isOn() ? hold.reason() : breaker.reason();
    }

    private long since() {
        return hold.isOn() ? hold.since() : Math.max(openSince, breaker.since());
    }

    private Source source() {
        return experience.hasRate() ? Source.LEARNT : told.source();
    }

    private static PoolMemory nothing(long now) {
        return new PoolMemory(
                Told.nothing(),
                Experience.nothing(),
                new PoolMemory.Held(null, null, now),
                new PoolMemory.Breaker(PoolState.OPEN, now, null),
                new PoolMemory.Fleet(List.of(), 0, 0, 0, List.of()),
                List.of());
    }
}
