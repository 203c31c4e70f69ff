package dev.penstock.limits.rate;

import dev.penstock.limits.QuotaLimit;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the next call may start: by requests and tokens per minute, calls at once, and the pause after a 429.
 *
 * <p>Arithmetic only, and not thread-safe. All times are passed in, as nanoseconds of one monotonic clock.
 */
public final class AdmissionControl {
    /** The return value of {@link #earliest} while no call may start before another one ends or the limits change. */
    public static final long NEVER = Long.MAX_VALUE;

    private final PerMinuteQuota requests;
    private final PerMinuteQuota tokens;
    private final ThrottlePause pause;
    private RateLimits limits;
    private long callsLeft = Long.MAX_VALUE;
    private boolean isCounted;
    private int inFlight;
    private long admitted;

    public AdmissionControl(RateLimits limits, RandomGenerator random, long now) {
        this.limits = limits;
        requests = new PerMinuteQuota(limits.requestsPerMinute(), limits.strict(), now);
        tokens = new PerMinuteQuota(limits.tokensPerMinute(), limits.strict(), now);
        pause = new ThrottlePause(random);
    }

    /**
     * Sets the limits for calls that start after this.
     *
     * @param calls the most calls that may start in all until limits are set again
     */
    public void setLimits(RateLimits newLimits, QuotaLimit calls, long now) {
        limits = newLimits;
        callsLeft = calls instanceof QuotaLimit.AtMost(long most) ? most : Long.MAX_VALUE;
        isCounted = !calls.isUnlimited();
        requests.setQuota(newLimits.requestsPerMinute(), newLimits.strict(), now);
        tokens.setQuota(newLimits.tokensPerMinute(), newLimits.strict(), now);
    }

    /** Returns when a call with this number of tokens may start, which is {@code now} or later, or {@link #NEVER}. */
    public long earliest(int callTokens, long now) {
        if (inFlight >= limits.concurrency() || callsLeft <= 0) {
            return NEVER;
        }
        long ready = Math.max(pause.earliest(now), requests.earliest(1, now));
        return Math.max(ready, tokens.earliest(callTokens, now));
    }

    /**
     * Returns the tokens that are reserved for a call: where nobody says how large a request may be, at most a minute's
     * quota. A call that may use millions, and is lost, would otherwise keep all others waiting for weeks.
     */
    int reserved(int callTokens) {
        return limits.largestRequest().isUnlimited()
                        && limits.tokensPerMinute() instanceof QuotaLimit.AtMost(long quota)
                ? (int) Math.min(callTokens, quota)
                : callTokens;
    }

    /**
     * Counts a call that starts now.
     *
     * @return the place where the call's tokens are remembered, for {@link #settle}
     */
    public long take(int callTokens, long now) {
        inFlight++;
        admitted++;
        callsLeft--;
        pause.released();
        requests.take(1, now);
        return tokens.take(callTokens, now);
    }

    /** Counts the end of a call, however it ended. */
    public void ended() {
        inFlight--;
    }

    /** Notes that the provider's response to a call was not a 429. */
    public void answered(long admittedAt) {
        pause.answered(admittedAt);
    }

    /**
     * Pauses all calls after a 429.
     *
     * @param admittedAt when the throttled call started
     * @param retryAfter the wait that the provider asked for; null if it named none
     */
    public void throttled(long admittedAt, @Nullable Duration retryAfter, long now) {
        long wait = retryAfter != null && retryAfter.isPositive() ? retryAfter.toNanos() : ThrottlePause.NOT_ANNOUNCED;
        pause.throttled(admittedAt, wait, limits.concurrency(), now);
    }

    /**
     * Corrects the tokens of a call by its actual use.
     *
     * @param place what {@link #take} returned
     * @param difference used tokens less estimated tokens
     */
    public void settle(long place, long difference, long now) {
        if (difference != 0) {
            tokens.settle(place, difference, now);
        }
    }

    public RateLimiterStatus status(int waiting, boolean closed, long now) {
        return new RateLimiterStatus(
                waiting,
                inFlight,
                Duration.ofNanos(Math.max(0, pause.until() - now)),
                admitted,
                pause.events(),
                closed);
    }

    /** Returns how many calls these limits admit in all until they are set again. */
    long mayStillStart() {
        return limits.concurrency() == 0 ? 0 : callsLeft;
    }

    /** Returns whether these limits admit a number of calls and then none, as while a provider is probed. */
    boolean admitsProbesOnly() {
        return isCounted;
    }

    RateLimits limits() {
        return limits;
    }
}
