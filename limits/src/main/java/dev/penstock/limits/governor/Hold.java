package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolState;
import org.jspecify.annotations.Nullable;

/** What only a person ends: a pause, or an account that was turned away. */
final class Hold {
    private @Nullable String paused;
    private @Nullable String blocked;
    private long since;

    Hold(PoolMemory.Held memory) {
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

    void end() {
        paused = null;
        blocked = null;
    }

    boolean isOn() {
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

    PoolMemory.Held memory() {
        return new PoolMemory.Held(paused, blocked, since);
    }
}
