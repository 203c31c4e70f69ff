package dev.penstock.starter.cli.submit;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.QueuePollers;
import dev.penstock.contracts.Queues;
import dev.penstock.contracts.StoreId;
import dev.penstock.starter.cli.session.EmbeddedWorker;
import dev.penstock.starter.cli.session.TemporalSession;
import dev.penstock.worker.config.ProviderChoice;
import io.temporal.client.WorkflowClient;
import java.util.List;

/** The workers of other processes, which may go on with a batch when this process stops. */
final class OtherWorkers {
    private final TemporalSession session;
    private final StoreId store;
    private final EmbeddedWorker ours;

    OtherWorkers(TemporalSession session, StoreId store, EmbeddedWorker ours) {
        this.session = session;
        this.store = store;
        this.ours = ours;
    }

    /** Returns whether another process calls one of a batch's pools for this store, or will once ours stops; to be asked before. */
    boolean goOnWith(BatchId batch, ProviderChoice provider) {
        List<String> known = session.batches().pools(batch);
        return (known.isEmpty() ? provider.servedNames() : known)
                .stream()
                        .anyMatch(pool -> !ours.serves(pool)
                                || ours.isAwaited(pool)
                                || (ours.isOneOfMany() && isPolledByOthers(pool)));
    }

    private boolean isPolledByOthers(String pool) {
        WorkflowClient client = session.client();
        String me = client.getOptions().getIdentity();
        return new QueuePollers(client)
                .find(Queues.llm(store, pool))
                .filter(processes -> processes.stream().anyMatch(process -> !process.equals(me)))
                .isPresent();
    }
}
