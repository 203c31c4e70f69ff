package dev.penstock.client.batch;

import dev.penstock.client.pool.PoolDirectory;
import dev.penstock.client.pool.PoolHandle;
import dev.penstock.contracts.QueuePollers;
import dev.penstock.contracts.Queues;
import dev.penstock.contracts.StoreId;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import java.util.Set;

/** Tells whether a store has a worker. Queries do not show it, because workers of any store answer them. */
final class StoreWorkers {
    private final QueuePollers pollers;
    private final PoolDirectory pools;

    StoreWorkers(WorkflowClient client) {
        this.pollers = new QueuePollers(client);
        this.pools = new PoolDirectory(client);
    }

    /** Returns whether a worker of the store has polled lately; also true where the Temporal server does not say. */
    boolean has(StoreId store) {
        // All slots of one queue may be busy for long, and then nobody polls it.
        return isPolled(Queues.lane(store)) || isPolled(Queues.files(store));
    }

    /** Returns whether a worker of the store has lately called a pool, or could have; also true where that is not known. */
    boolean serve(StoreId store, String pool) {
        return isPolled(Queues.llm(store, pool)) || isCalled(pool);
    }

    /** Returns whether a pool has workers: those whose slots are all busy do not poll for as long as their calls take. */
    private boolean isCalled(String pool) {
        try {
            return pools.find(pool)
                    .map(PoolHandle::status)
                    .map(status -> !status.workers().isEmpty())
                    .orElse(false);
        } catch (WorkflowException | StatusRuntimeException e) {
            return true;
        }
    }

    private boolean isPolled(String queue) {
        return !pollers.find(queue).map(Set::isEmpty).orElse(false);
    }
}
