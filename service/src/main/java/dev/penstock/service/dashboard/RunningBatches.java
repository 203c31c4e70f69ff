package dev.penstock.service.dashboard;

import dev.penstock.client.batch.Listed;
import dev.penstock.client.batch.Rate;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.BatchProgress;
import dev.penstock.service.Backend;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Those that run, and how fast. */
final class RunningBatches {
    private final Backend backend;
    private final Map<String, Rate> rates = new ConcurrentHashMap<>();

    RunningBatches(Backend backend) {
        this.backend = backend;
    }

    /** Asks each of them, side by side. */
    List<BatchFigures> views(List<Listed> running) {
        rates.keySet().retainAll(running.stream().map(Listed::id).collect(Collectors.toSet()));
        return SideBySide.map(running, this::view);
    }

    private BatchFigures view(Listed batch) {
        BatchId id = new BatchId(batch.id());
        @Nullable URI link = backend.engine().webUiFor(id.workflowId()).orElse(null);
        try {
            BatchProgress progress = backend.batches().handle(id).progress();
            double perSecond = rates.computeIfAbsent(batch.id(), unused -> new Rate())
                    .perSecond(progress.finished().counts().done(), System.nanoTime());
            return BatchFigures.of(progress, perSecond, link);
        } catch (WorkflowException | StatusRuntimeException noWorker) {
            return BatchFigures.unknown(batch.id(), "running", batch.started(), null, "no worker answers", link);
        }
    }
}
