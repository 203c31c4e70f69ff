package dev.penstock.limits.traffic;

import dev.penstock.contracts.pool.PoolState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether a pool may be called, as its governor said last. */
public final class Standing {
    /** A governor that runs anywhere answers sooner, also on a busy machine. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    private volatile @Nullable Long askedAt;
    private volatile Now now = new Now(PoolState.OPEN, null);

    /**
     * What was said.
     *
     * @param reason for people; null when the pool is open
     */
    public record Now(PoolState state, @Nullable String reason) {}

    public Now now() {
        return now;
    }

    /** For the first time, by {@code System.nanoTime()}. */
    public void asked(long nanos) {
        askedAt = nanos;
    }

    /** It is not waited for any more. */
    public void goesAlone() {
        askedAt = null;
    }

    /** Whether the governor has never said a word, so that nobody may call: it runs in a worker, and there is none. */
    public boolean isUnattended(long nanos) {
        Long asked = askedAt;
        return asked != null && nanos - asked > LONGEST_SILENCE.toNanos();
    }

    public void heard(PoolState state, @Nullable String reason) {
        askedAt = null;
        now = new Now(state, reason);
    }
}
