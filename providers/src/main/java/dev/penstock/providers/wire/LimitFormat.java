package dev.penstock.providers.wire;

import dev.penstock.contracts.pool.PoolQuota;
import java.util.Optional;

/** Reads the account's limits for a model that the headers of a response announce. */
@FunctionalInterface
public interface LimitFormat {
    /** Returns the announced limits; empty if there are none that can be true. */
    Optional<PoolQuota> read(HeaderValues headers);
}
