package dev.penstock.limits.traffic;

import dev.penstock.contracts.pool.PoolState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The availability of a pool, according to its governor's last answer. */
public final class PoolAvailability {
    /** The time after which a silent governor counts as absent; a running one answers sooner, even on a busy machine. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    private volatile @Nullable Long askedAt;
    private volatile Current current = new Current(PoolState.OPEN, null);
    private volatile int workers = 1;
    private volatile boolean resting;

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
        resting = false;
    }

    /**
     * Returns whether the governor was first asked ten seconds ago or earlier and has never answered, so that no call may
     * start: the governor runs in a worker, and there is none.
     */
    public boolean isUnattended(long nanos) {
        Long asked = askedAt;
        return asked != null && nanos - asked > LONGEST_SILENCE.toNanos();
    }

    /** Notes that this process has given its share back, because it had no calls. */
    public void rest() {
        resting = true;
    }

    /**
     * Returns whether this process has no share only because it has had no calls, or has just begun: its first calls bring it
     * one within a moment, so what its rate limiter admits until then says nothing of the pool.
     */
    public boolean awaitsShare(long nanos) {
        return resting || (askedAt != null && !isUnattended(nanos));
    }

    /** Returns how many workers had a share of the pool at the governor's last answer. */
    public int workers() {
        return workers;
    }

    public void update(PoolState state, @Nullable String reason, int newWorkers) {
        askedAt = null;
        resting = false;
        workers = Math.max(1, newWorkers);
        current = new Current(state, reason);
    }
}
