package dev.penstock.limits.traffic;

import dev.penstock.contracts.pool.PoolState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether a pool may be called, by what its governor said last. */
public final class PoolAvailability {
    /** A governor that runs anywhere answers sooner, also on a busy machine. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    private volatile @Nullable Long askedAt;
    private volatile Current current = new Current(PoolState.OPEN, null);

    /**
     * The state of a pool.
     *
     * @param reason why the pool is not open, for people; null when it is
     */
    public record Current(PoolState state, @Nullable String reason) {}

    public Current current() {
        return current;
    }

    /**
     * Notes when the governor was asked for the first time.
     *
     * @param nanos the time, by the clock that {@link #isUnattended} is asked with
     */
    public void firstAsked(long nanos) {
        askedAt = nanos;
    }

    /** Notes that the governor cannot be reached, so that this process goes on without it. */
    public void governorIsUnreachable() {
        askedAt = null;
    }

    /**
     * Returns whether the governor has been asked ten seconds ago or earlier and has never answered, so that nobody may
     * call: it runs in a worker, and there is none.
     */
    public boolean isUnattended(long nanos) {
        Long asked = askedAt;
        return asked != null && nanos - asked > LONGEST_SILENCE.toNanos();
    }

    public void update(PoolState state, @Nullable String reason) {
        askedAt = null;
        current = new Current(state, reason);
    }
}
