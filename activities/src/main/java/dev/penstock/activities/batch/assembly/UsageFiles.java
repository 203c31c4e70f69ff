package dev.penstock.activities.batch.assembly;

import dev.penstock.activities.pipeline.reduce.Reduced;
import dev.penstock.activities.pipeline.stage.StageLog;
import dev.penstock.contracts.BatchId;
import dev.penstock.store.BatchFile;
import dev.penstock.store.ShardResults;
import dev.penstock.store.Store;
import dev.penstock.store.StoredJson;
import dev.penstock.store.plan.PlanFiles;
import dev.penstock.store.plan.StoredPlan;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores each batch's usage with the batch, and counts it again when the result log has grown. */
public final class UsageFiles {
    private static final Logger log = LoggerFactory.getLogger(UsageFiles.class);

    private final Store store;
    private final PlanFiles plans;
    private final StoredJson<BatchUsage> usages;

    public UsageFiles(Store store) {
        this.store = store;
        this.plans = new PlanFiles(store);
        this.usages = new StoredJson<>(store, BatchFile.USAGE, BatchUsage.class);
    }

    /** Returns a batch's usage up to now; empty if the batch was never planned. */
    public Optional<BatchUsage> of(BatchId batch) throws IOException {
        long bytes = store.logged(batch).bytes();
        Optional<BatchUsage> kept = kept(batch);
        if (kept.isPresent() && kept.get().logBytes() == bytes) {
            return kept;
        }
        Optional<StoredPlan> plan = plans.find(batch);
        if (plan.isEmpty()) {
            return Optional.empty();
        }
        BatchUsage made = count(batch, plan.get(), bytes);
        keep(batch, made);
        return Optional.of(made);
    }

    /** Returns a batch's stored usage, which may lack the batch's latest results; empty if there is none. */
    public Optional<BatchUsage> kept(BatchId batch) throws IOException {
        try {
            return usages.find(batch);
        } catch (IOException e) {
            log.warn("The stored usage of batch {} cannot be read", batch, e);
            return Optional.empty();
        }
    }

    public void write(BatchId batch, BatchUsage usage) throws IOException {
        usages.write(batch, usage);
    }

    private BatchUsage count(BatchId batch, StoredPlan plan, long bytes) throws IOException {
        UsageTally tally = new UsageTally(bytes);
        for (int shard = 0; shard < plan.shards(); shard++) {
            try (ShardResults results = store.results(batch, shard)) {
                tally.add(results.byLine().values());
            }
            addStages(tally, batch, shard, plan);
        }
        Reduced.of(store, batch, plan).ifPresent(reduced -> tally.add(reduced.stage(), reduced.calls()));
        return tally.total(plan.spec().tenant().orElse(null));
    }

    /** Adds the calls that a shard's requests made in their stages. */
    public void addStages(UsageTally tally, BatchId batch, int shard, StoredPlan plan) {
        for (StageLog part : StageLog.of(plan)) {
            try (ShardResults calls = store.results(batch, shard, part.name())) {
                tally.add(part.stage(), calls.byLine().values());
            }
        }
    }

    /** Stores the usage if possible; a failure is only logged, because the usage can be counted again. */
    private void keep(BatchId batch, BatchUsage usage) {
        try {
            write(batch, usage);
        } catch (IOException | RuntimeException e) {
            log.info("The usage of batch {} cannot be stored", batch, e);
        }
    }
}
