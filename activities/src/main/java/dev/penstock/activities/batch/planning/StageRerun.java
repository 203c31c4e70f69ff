package dev.penstock.activities.batch.planning;

import dev.penstock.activities.PlanFailures;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.pipeline.Pipeline;
import dev.penstock.contracts.pipeline.Stage;
import dev.penstock.store.Result;
import dev.penstock.store.ResultCodec;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardResults;
import dev.penstock.store.Store;
import dev.penstock.store.plan.PlanFiles;
import dev.penstock.store.plan.ShardPlan;
import dev.penstock.store.plan.StoredPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Prepares the rerun of a stage of a finished pipeline: moves away the stage's results and all results made from them. */
final class StageRerun {
    private final Store store;
    private final ResultLog log;
    private final PlanFiles files;

    StageRerun(Store store, ResultLog log, PlanFiles files) {
        this.store = store;
        this.log = log;
        this.files = files;
    }

    /**
     * Moves the results of a stage and of later stages away. Safe to run again: the results are moved only once in a
     * round.
     */
    void prepare(BatchId batch, StoredPlan plan, BatchSpec spec, String name) throws IOException {
        Pipeline pipeline = plan.spec()
                .stages()
                .orElseThrow(() -> PlanFailures.invalidSpec("batch '%s' has no stages".formatted(batch)));
        if (pipeline.find(name).isEmpty()) {
            throw PlanFailures.invalidSpec("batch '%s' has no stage \"%s\"; it has %s"
                    .formatted(
                            batch,
                            name,
                            pipeline.stages().stream().map(Stage::name).collect(Collectors.joining(", "))));
        }
        store.setAside(batch, pipeline.dependingOn(name), spec.round());
        if (plan.skipped() > 0) {
            files.eachShard(batch, shard -> restoreSkipped(batch, shard));
        }
    }

    /** Restores the dead letters of lines that could not be sent, which have gone through no stage. */
    private void restoreSkipped(BatchId batch, ShardPlan shard) throws IOException {
        List<CompletableFuture<Void>> restored = new ArrayList<>();
        try (ShardResults now = store.results(batch, shard.shard());
                ShardResults kept = store.results(batch, shard.shard(), SkippedLines.KEPT)) {
            for (long line : shard.skipped()) {
                if (!now.byLine().containsKey(line) && kept.byLine().containsKey(line)) {
                    Result result = ResultCodec.decode(kept.raw(line));
                    restored.add(log.append(batch, shard.shard(), result));
                }
            }
        }
        restored.forEach(CompletableFuture::join);
    }
}
