package dev.penstock.limits.rate;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The right to make one call to the provider. It ends once, in the way that the call ended; if it is closed before that,
 * the call counts as lost.
 */
public final class Permit implements AutoCloseable {
    private final RateLimiter limiter;
    private final AtomicBoolean ended = new AtomicBoolean();
    final Admission admission;

    Permit(RateLimiter limiter, Admission admission) {
        this.limiter = limiter;
        this.admission = admission;
    }

    /** Returns the tokens that were reserved for the call. */
    public CallTokens tokens() {
        return admission.tokens();
    }

    /**
     * Returns whether the loss of the call would show that the provider is down: not if the call tested the provider, or has hung
     * since before an outage.
     */
    public boolean isEvidence() {
        return limiter.isEvidence(this);
    }

    /** Ends the permit of a call that was answered and used these tokens. */
    public void answered(CallTokens used) {
        end();
        limiter.answered(this, used);
    }

    /**
     * Ends the permit of a call that the provider answered with 429, and pauses the calls that this concerns.
     *
     * @param retryAfter the wait that the provider asked for; null if it named none
     */
    public void throttled(@Nullable Duration retryAfter) {
        end();
        limiter.throttled(this, retryAfter);
    }

    /** Ends the permit of a call whose answer never came; its tokens count as used. */
    public void lost() {
        end();
        limiter.lost(this);
    }

    /** Ends the permit of a call that the provider refused: the request counts, its tokens do not. */
    public void refused() {
        end();
        limiter.answered(this, CallTokens.NONE);
    }

    /** Ends the permit of a call that was not made: the request counts, its tokens do not, and another call may probe instead. */
    public void unused() {
        end();
        limiter.unused(this);
    }

    @Override
    public void close() {
        if (!ended.get()) {
            lost();
        }
    }

    private void end() {
        if (!ended.compareAndSet(false, true)) {
            throw new IllegalStateException("a permit ends only once");
        }
    }
}
