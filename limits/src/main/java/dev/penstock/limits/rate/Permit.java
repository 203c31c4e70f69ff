package dev.penstock.limits.rate;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The right to make one call; ends in exactly one of its four ways. Closed before that, its call is lost. */
public final class Permit implements AutoCloseable {
    private final Gate gate;
    private final AtomicBoolean ended = new AtomicBoolean();
    final long admittedAt;
    final int tokens;
    final long tokensPlace;

    Permit(Gate gate, long admittedAt, int tokens, long tokensPlace) {
        this.gate = gate;
        this.admittedAt = admittedAt;
        this.tokens = tokens;
        this.tokensPlace = tokensPlace;
    }

    /** What was reserved. */
    public int tokens() {
        return tokens;
    }

    /** The provider answered and used this many tokens. */
    public void answered(long actualTokens) {
        end();
        gate.answered(this, actualTokens);
    }

    /** The provider said 429: the whole pool waits, for this long if it was said. */
    public void throttled(@Nullable Duration retryAfter) {
        end();
        gate.throttled(this, retryAfter);
    }

    /** Nobody knows what became of the call; its tokens may have been used. */
    public void lost() {
        end();
        gate.lost(this);
    }

    /** The provider turned the request down: it counts, its tokens don't. */
    public void refused() {
        end();
        gate.answered(this, 0);
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
