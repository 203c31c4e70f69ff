package dev.penstock.service;

import dev.penstock.client.batch.Batches;
import dev.penstock.client.pool.Pools;
import dev.penstock.engine.Engine;
import dev.penstock.service.prometheus.MetricsExport;
import dev.penstock.store.Store;
import dev.penstock.worker.Desk;
import dev.penstock.worker.config.ProviderChoice;
import io.temporal.client.WorkflowClient;
import java.time.Duration;

/**
 * What stands behind the API.
 *
 * @param provider which models there are, and which pools take them
 * @param desk where completions are waited for
 * @param requestTimeout after which a completion is given up
 */
public record Backend(
        Engine engine,
        WorkflowClient client,
        Batches batches,
        Pools pools,
        Store store,
        ProviderChoice provider,
        MetricsExport metrics,
        Desk desk,
        Duration requestTimeout) {}
