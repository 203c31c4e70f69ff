package dev.penstock.service;

import dev.penstock.client.batch.BatchDirectory;
import dev.penstock.client.pool.PoolDirectory;
import dev.penstock.service.prometheus.MetricsExport;
import dev.penstock.store.Store;
import dev.penstock.worker.LocalCompletions;
import dev.penstock.worker.config.ProviderChoice;
import io.temporal.client.WorkflowClient;
import java.time.Duration;

/**
 * What stands behind the API.
 *
 * @param provider which models there are, and which pools take them
 * @param completions where completions are waited for
 * @param requestTimeout after which a completion is given up
 */
public record ApiBackend(
        TemporalServer temporal,
        WorkflowClient client,
        BatchDirectory batches,
        PoolDirectory pools,
        Store store,
        ProviderChoice provider,
        MetricsExport metrics,
        LocalCompletions completions,
        Duration requestTimeout) {
    /** How long a caller of the API waits for Temporal before it is told to come back. */
    public static final Duration TEMPORAL_ANSWERS = Duration.ofSeconds(10);
}
