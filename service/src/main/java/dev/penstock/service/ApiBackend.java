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
 * The services that the API is built on.
 *
 * @param provider the configured models, and the pools that serve them
 * @param completions the completions that this process waits for
 * @param requestTimeout time after which a completion is given up
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
    /** How long an API call waits for Temporal before its caller is told to retry later. */
    public static final Duration TEMPORAL_ANSWERS = Duration.ofSeconds(10);
}
