package dev.penstock.activities.share;

import dev.penstock.contracts.pool.PoolState;
import org.jspecify.annotations.Nullable;

/** Whether a pool may be called, as its governor said last. */
public final class Standing {
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

    public void heard(PoolState state, @Nullable String reason) {
        now = new Now(state, reason);
    }
}
