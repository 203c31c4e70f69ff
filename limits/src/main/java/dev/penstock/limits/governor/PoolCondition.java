package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.contracts.pool.PoolStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says whether a pool may be called, and if not, why: a person, an outage, or a limit of an hour or a day that is used up. */
final class PoolCondition {
    final OperatorHold hold;
    final CircuitBreaker breaker;
    final LongUse longUse;
    private long openSince;
    private @Nullable Long usedUpSince;

    PoolCondition(PoolMemory memory, long now) {
        hold = new OperatorHold(memory.hold());
        breaker = new CircuitBreaker(memory.breaker());
        longUse = new LongUse(memory.longUse());
        openSince = now;
    }

    /** Ends a pause or a block, and has a provider that was down probed at once. */
    void resume(long now) {
        if (hold.isInForce()) {
            hold.release();
            openSince = now;
        }
        breaker.probeNow(now);
    }

    PoolState state(CountedLimits limits, long now) {
        if (hold.isInForce()) {
            return hold.state();
        }
        return switch (breaker.state()) {
            case OUTAGE, PROBING -> breaker.state();
            case OPEN, RAMPING, PAUSED, BLOCKED, USED_UP ->
                usedUp(limits, now).isPresent() ? PoolState.USED_UP : breaker.state();
        };
    }

    @Nullable
    String reason(CountedLimits limits, long now) {
        PoolState state = state(limits, now);
        if (state == PoolState.USED_UP) {
            return usedUp(limits, now)
                    .map(window -> "its %s are used up".formatted(window.words()))
                    .orElse(null);
        }
        return hold.isInForce() ? hold.reason() : breaker.reason();
    }

    long since(CountedLimits limits, long now) {
        PoolState state = state(limits, now);
        if (state == PoolState.USED_UP) {
            usedUpSince = usedUpSince == null ? (Long) now : usedUpSince;
            return usedUpSince;
        }
        openSince = usedUpSince == null ? openSince : now;
        usedUpSince = null;
        return hold.isInForce() ? hold.since() : Math.max(openSince, breaker.since());
    }

    /** Returns what calls wait for that ends by itself; null if it is nothing of this. */
    PoolStatus.@Nullable Wait waiting(CountedLimits limits, long now) {
        return switch (state(limits, now)) {
            case OUTAGE -> new PoolStatus.Wait(breaker.probesAt(), null);
            case USED_UP -> usedUp(limits, now).map(PoolCondition::wait).orElse(null);
            case OPEN, RAMPING, PAUSED, BLOCKED, PROBING -> null;
        };
    }

    /** Returns the wait for a limit that is used up. */
    private static PoolStatus.Wait wait(PoolStatus.Window window) {
        return new PoolStatus.Wait(window.until() == null ? 0 : window.until(), window.words(), window.model());
    }

    private Optional<PoolStatus.Window> usedUp(CountedLimits limits, long now) {
        return longUse.usedUp(limits, null, now);
    }
}
