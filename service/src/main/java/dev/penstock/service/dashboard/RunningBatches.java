package dev.penstock.service.dashboard;

import dev.penstock.client.batch.ConcurrentQueries;
import dev.penstock.client.batch.ListedBatch;
import dev.penstock.client.batch.RateMeter;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchProgress;
import dev.penstock.service.ApiBackend;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the progress of running batches, and measures their speed. */
final class RunningBatches {
    private final ApiBackend backend;
    private final Map<String, RateMeter> rates = new ConcurrentHashMap<>();

    RunningBatches(ApiBackend backend) {
        this.backend = backend;
    }

    /** Returns the figures of these batches, which are queried in parallel. */
    List<BatchFigures> views(List<ListedBatch> running) {
        rates.keySet().retainAll(running.stream().map(ListedBatch::id).collect(Collectors.toSet()));
        return ConcurrentQueries.map(running, this::view);
    }

    /** Returns a meter that also knows a rate when the dashboard is looked at for the first time. */
    private static RateMeter meter(@Nullable Instant started) {
        return started == null
                ? new RateMeter()
                : new RateMeter(System.nanoTime()
                        - Duration.between(started, Instant.now()).toNanos());
    }

    private BatchFigures view(ListedBatch batch) {
        BatchId id = new BatchId(batch.id());
        @Nullable URI link = backend.temporal().webUiFor(id.workflowId()).orElse(null);
        try {
            BatchProgress progress = backend.batches().handle(id).progress();
            double perSecond = rates.computeIfAbsent(batch.id(), unused -> meter(progress.started()))
                    .perSecond(progress.finished().counts().done(), System.nanoTime());
            return BatchFigures.of(progress, perSecond, link);
        } catch (WorkflowException | StatusRuntimeException noWorker) {
            return BatchFigures.unknown(batch.id(), batch.status(), batch.started(), null, "no worker answers", link);
        }
    }
}
