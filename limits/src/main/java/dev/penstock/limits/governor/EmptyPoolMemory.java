package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolState;
import java.util.List;

/** Creates the memory of a new pool. */
final class EmptyPoolMemory {
    private EmptyPoolMemory() {}

    static PoolMemory at(long now) {
        return new PoolMemory(
                QuotaSources.nothingNamed(),
                LearnedLimits.nothingLearned(),
                new PoolMemory.OperatorHold(null, null, now),
                new PoolMemory.CircuitBreaker(PoolState.OPEN, now, null, 0, 0, 0, false),
                List.of(),
                new PoolMemory.TaskSizes(0, 0),
                List.of(),
                null,
                List.of(),
                null,
                List.of());
    }
}
