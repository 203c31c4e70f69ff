package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolState;
import org.jspecify.annotations.Nullable;

/** A stop of the whole pool that only a person ends: a pause, or a rejected account. */
final class OperatorHold {
    private @Nullable String paused;
    private @Nullable String blocked;
    private long since;

    OperatorHold(PoolMemory.OperatorHold memory) {
        paused = memory.paused();
        blocked = memory.blocked();
        since = memory.since();
    }

    void pause(String reason, long now) {
        paused = reason;
        since = now;
    }

    void block(String reason, long now) {
        if (blocked == null) {
            blocked = reason;
            since = now;
        }
    }

    void release() {
        paused = null;
        blocked = null;
    }

    boolean isInForce() {
        return paused != null || blocked != null;
    }

    PoolState state() {
        return paused != null ? PoolState.PAUSED : PoolState.BLOCKED;
    }

    @Nullable
    String reason() {
        return paused != null ? paused : blocked;
    }

    long since() {
        return since;
    }

    PoolMemory.OperatorHold memory() {
        return new PoolMemory.OperatorHold(paused, blocked, since);
    }
}
