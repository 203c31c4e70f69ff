package dev.penstock.worker;

import dev.penstock.contracts.QueuePollers;
import dev.penstock.contracts.Queues;
import dev.penstock.contracts.StoreId;
import io.temporal.client.WorkflowClient;
import java.util.function.Predicate;

/**
 * Tells whether some worker of a store takes calls of a pool, by the pollers of the pool's queue. Where the server does not say,
 * a person is asked rather than nobody.
 */
record ServedPools(WorkflowClient client, StoreId store) implements Predicate<String> {
    @Override
    public boolean test(String pool) {
        return new QueuePollers(client)
                .find(Queues.llm(store, pool))
                .filter(pollers -> !pollers.isEmpty())
                .isPresent();
    }
}
