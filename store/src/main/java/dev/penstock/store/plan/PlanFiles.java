package dev.penstock.store.plan;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Json;
import dev.penstock.store.Store;
import dev.penstock.store.StoredJson;
import dev.penstock.store.line.LineReader;
import dev.penstock.store.line.TextLine;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Writes and reads plans: {@code plan.json} holds where each shard's line lies in {@code shards.jsonl}. */
public final class PlanFiles {
    private final Store store;
    private final StoredJson<StoredPlan> plans;

    public PlanFiles(Store store) {
        this.store = store;
        this.plans = new StoredJson<>(store, BatchFile.PLAN, StoredPlan.class);
    }

    public Optional<StoredPlan> find(BatchId batch) throws IOException {
        return plans.find(batch);
    }

    public StoredPlan get(BatchId batch) throws IOException {
        return find(batch)
                .orElseThrow(() -> new FileNotFoundException(
                        "batch " + batch + " has no plan at " + store.locate(batch, BatchFile.PLAN)));
    }

    public ShardPlan shard(BatchId batch, StoredPlan plan, int shard) throws IOException {
        long from = plan.places().get(shard);
        int length = Math.toIntExact(plan.places().get(shard + 1) - from);
        return Json.MAPPER.readValue(store.readRange(batch, BatchFile.SHARDS, from, length), ShardPlan.class);
    }

    /** Visits all shards in order, holding one in memory at a time. */
    public void eachShard(BatchId batch, ShardVisitor visitor) throws IOException {
        InputStream in = store.find(batch, BatchFile.SHARDS)
                .orElseThrow(
                        () -> new FileNotFoundException("there is no file " + store.locate(batch, BatchFile.SHARDS)));
        try (LineReader lines = new LineReader(in, Integer.MAX_VALUE)) {
            for (TextLine line = lines.next(); line != null; line = lines.next()) {
                visitor.visit(Json.MAPPER.readValue(line.text(), ShardPlan.class));
            }
        }
    }

    /** Writes {@code plan.json}, the last step of planning. */
    public void write(BatchId batch, StoredPlan plan) throws IOException {
        plans.write(batch, plan);
    }

    /** Receives the shards of a plan one by one. */
    @FunctionalInterface
    public interface ShardVisitor {
        void visit(ShardPlan shard) throws IOException;
    }
}
