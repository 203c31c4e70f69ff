package dev.penstock.starter.api;

import dev.penstock.starter.batch.Batches;
import dev.penstock.starter.engine.Engine;
import dev.penstock.starter.metrics.MetricsExport;
import dev.penstock.starter.pool.Pools;
import dev.penstock.starter.provider.ProviderChoice;
import dev.penstock.store.Store;
import io.temporal.client.WorkflowClient;

/**
 * What stands behind the API.
 *
 * @param provider which models there are, and which pools take them
 */
public record Backend(
        Engine engine,
        WorkflowClient client,
        Batches batches,
        Pools pools,
        Store store,
        ProviderChoice provider,
        MetricsExport metrics) {}
