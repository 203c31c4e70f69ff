package dev.penstock.activities.batch.planning;

import dev.penstock.activities.plan.PoolFacts;
import java.util.Collection;

/**
 * Decides how many shards keep a batch's pools busy: enough for four slices a connection, at 64 slices in flight a
 * shard. At least twelve, because a pool that names no concurrency may learn to have 1,000 calls at once, and of some
 * shards few of their 500 requests are left; at most 32, because each shard is a workflow with its own polling.
 */
final class ShardsInFlight {
    private static final int SLICES_A_CONNECTION = 4;
    private static final int SLICES_IN_FLIGHT_A_SHARD = 64;
    private static final int MIN = 12;
    private static final int MAX = 32;

    private ShardsInFlight() {}

    static int of(Collection<PoolFacts> pools) {
        int connections = pools.stream().mapToInt(PoolFacts::concurrency).sum();
        return Math.clamp(Math.ceilDiv(SLICES_A_CONNECTION * connections, SLICES_IN_FLIGHT_A_SHARD), MIN, MAX);
    }
}
