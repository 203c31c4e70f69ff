package dev.penstock.worker;

import dev.penstock.activities.plan.StoredPool;
import dev.penstock.activities.plan.StoredPools;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The facts that this worker knows about pools that it does not have.
 *
 * @param isServed whether some worker has a pool now; without one, nobody would call what is planned
 */
record PoolsElsewhere(StoredPools stored, Predicate<String> isServed) {
    /** Returns a pool whose requests this worker may plan, because another one makes the calls. */
    Optional<StoredPool> served(String pool) {
        return stored.find(pool).filter(found -> isServed.test(pool));
    }

    /** Returns a pool of which something is known. */
    Optional<StoredPool> known(String pool) {
        return stored.find(pool);
    }
}
