package dev.penstock.limits.rate;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All that decides when the next call may go out, apart from waiting for it; time is passed in. */
public final class Quota {
    private final Allowance requests;
    private final Allowance tokens;
    private final Park park;
    private GateLimits limits;
    private long callsLeft = Long.MAX_VALUE;
    private int inFlight;
    private long admitted;

    public Quota(GateLimits limits, RandomGenerator random, long now) {
        this.limits = limits;
        requests = new Allowance(limits.requestsPerMinute(), limits.strict(), now);
        tokens = new Allowance(limits.tokensPerMinute(), limits.strict(), now);
        park = new Park(random);
    }

    /**
     * @param calls how many may begin until the next limits; null = any number
     */
    public void setLimits(GateLimits newLimits, @Nullable Integer calls, long now) {
        limits = newLimits;
        callsLeft = calls == null ? Long.MAX_VALUE : calls;
        requests.setQuota(newLimits.requestsPerMinute(), newLimits.strict(), now);
        tokens.setQuota(newLimits.tokensPerMinute(), newLimits.strict(), now);
    }

    /** When a call with so many tokens may go out; {@link Gate#NEVER} = not before another one ends. */
    public long earliest(int amount, long now) {
        if (inFlight >= limits.concurrency() || callsLeft <= 0) {
            return Gate.NEVER;
        }
        long ready = Math.max(park.earliest(now), requests.earliest(1, now));
        return Math.max(ready, tokens.earliest(amount, now));
    }

    /**
     * @return the place its tokens are remembered at, for {@link #settle}
     */
    public long take(int amount, long now) {
        inFlight++;
        admitted++;
        callsLeft--;
        park.released();
        requests.take(1, now);
        return tokens.take(amount, now);
    }

    public void ended() {
        inFlight--;
    }

    public void answered(long admittedAt) {
        park.answered(admittedAt);
    }

    public void throttled(long admittedAt, long retryAfter, long now) {
        park.throttled(admittedAt, retryAfter, limits.concurrency(), now);
    }

    public void settle(long place, long difference, long now) {
        if (difference != 0) {
            tokens.settle(place, difference, now);
        }
    }

    /** Calls that these limits allow at all, sooner or later. */
    long mayStillBegin() {
        return limits.concurrency() == 0 ? 0 : callsLeft;
    }

    GateLimits limits() {
        return limits;
    }

    public GateStatus status(int waiting, boolean closed, long now) {
        return new GateStatus(
                waiting,
                inFlight,
                Duration.ofNanos(Math.max(0, park.until() - now)),
                admitted,
                park.events(),
                Math.round(requests.lastMinute(now)),
                Math.round(tokens.lastMinute(now)),
                closed);
    }
}
