package dev.penstock.client.pool;

import dev.penstock.contracts.pool.PoolStatus;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the governors for the status of all pools, at most every five seconds, however often it is read. */
public final class PoolWaits {
    private static final Logger log = LoggerFactory.getLogger(PoolWaits.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final PoolDirectory pools;
    private final LongSupplier nanoClock;
    private List<PoolStatus> latest = List.of();
    private long askAgainAt;

    public PoolWaits(PoolDirectory pools, LongSupplier nanoClock) {
        this.pools = pools;
        this.nanoClock = nanoClock;
        askAgainAt = nanoClock.getAsLong();
    }

    /** Returns the status of each pool; the previous ones if the governors do not answer now. */
    public synchronized List<PoolStatus> statuses() {
        if (nanoClock.getAsLong() - askAgainAt < 0) {
            return latest;
        }
        try {
            latest = pools.list().map(PoolHandle::status).toList();
        } catch (WorkflowException | StatusRuntimeException notNow) {
            log.debug("The pools cannot be read at the moment", notNow);
        }
        askAgainAt = nanoClock.getAsLong() + INTERVAL.toNanos();
        return latest;
    }
}
