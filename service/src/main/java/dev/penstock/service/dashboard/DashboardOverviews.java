package dev.penstock.service.dashboard;

import dev.penstock.activities.pool.RouteConfig;
import dev.penstock.client.batch.BatchHandle;
import dev.penstock.client.batch.FailureReason;
import dev.penstock.client.batch.ListedBatch;
import dev.penstock.client.batch.StoredBatches;
import dev.penstock.client.pool.PoolHandle;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.service.ApiBackend;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import io.temporal.failure.ApplicationFailure;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers the dashboard's data, at most once a second for all viewers together. */
@Singleton
public final class DashboardOverviews {
    private static final Logger log = LoggerFactory.getLogger(DashboardOverviews.class);
    private static final Duration FRESH_FOR = Duration.ofSeconds(1);
    private static final int LATEST = 50;

    private final ApiBackend backend;
    private final StoredBatches stored;
    private final RunningBatches running;
    private final Map<String, BatchFigures> ended = new ConcurrentHashMap<>();
    private final ReentrantLock gathering = new ReentrantLock();
    private @Nullable DashboardOverview last;
    private long gatheredAt;

    DashboardOverviews(ApiBackend backend) {
        this.backend = backend;
        this.stored = new StoredBatches(backend.store());
        this.running = new RunningBatches(backend);
    }

    /** Returns an overview that is at most a second old. */
    public DashboardOverview latest() {
        gathering.lock();
        try {
            DashboardOverview known = last;
            if (known == null || System.nanoTime() - gatheredAt > FRESH_FOR.toNanos()) {
                known = gather();
                last = known;
                gatheredAt = System.nanoTime();
            }
            return known;
        } finally {
            gathering.unlock();
        }
    }

    private DashboardOverview gather() {
        List<BatchFigures> batches = new ArrayList<>();
        List<PoolStatus> pools = List.of();
        @Nullable String missing = null;
        try {
            List<ListedBatch> listed = backend.batches().list().limit(LATEST).toList();
            batches.addAll(
                    running.views(listed.stream().filter(ListedBatch::isRunning).toList()));
            ended.keySet()
                    .retainAll(listed.stream().map(DashboardOverviews::run).toList());
            listed.stream()
                    .filter(batch -> !batch.isRunning())
                    .map(this::endedView)
                    .forEach(batches::add);
            pools = backend.pools().list().parallel().map(PoolHandle::status).toList();
        } catch (WorkflowException | StatusRuntimeException e) {
            log.debug("The overview is incomplete", e);
            missing = "no worker answers, or Temporal is not reachable";
        }
        return new DashboardOverview(
                System.currentTimeMillis(),
                backend.temporal().description(),
                backend.provider().description(),
                backend.temporal().webUi().orElse(null),
                batches,
                pools,
                backend.provider().routes().stream()
                        .map(RouteConfig::description)
                        .toList(),
                missing);
    }

    private BatchFigures endedView(ListedBatch batch) {
        return ended.computeIfAbsent(run(batch), unused -> read(batch));
    }

    /** Names one run of a batch, of which there may be several. */
    private static String run(ListedBatch batch) {
        return batch.id() + "@" + batch.closed();
    }

    private BatchFigures read(ListedBatch batch) {
        BatchId id = new BatchId(batch.id());
        @Nullable URI link = backend.temporal().webUiFor(id.workflowId()).orElse(null);
        try {
            Optional<BatchResult> result = stored.result(id);
            if (result.isPresent()) {
                return BatchFigures.of(result.get(), link);
            }
        } catch (IOException e) {
            log.debug("The summary of batch {} cannot be read", id, e);
        }
        return BatchFigures.unknown(
                batch.id(), batch.status(), batch.started(), batch.closed(), whyFailed(id, batch.status()), link);
    }

    /** Returns why a batch failed, from its workflow: a refused batch has no result in the store. */
    private @Nullable String whyFailed(BatchId id, BatchState status) {
        if (status != BatchState.FAILED) {
            return null;
        }
        try {
            backend.batches().findOurs(id).ifPresent(BatchHandle::result);
            return null;
        } catch (WorkflowException failure) {
            return FailureReason.find(failure)
                    .map(ApplicationFailure::getOriginalMessage)
                    .orElse(null);
        }
    }
}
