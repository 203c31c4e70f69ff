package dev.penstock.activities.plan;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Slice;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import dev.penstock.store.plan.ShardPlan;
import dev.penstock.store.plan.StoredPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;

/**
 * The slices that a resumed batch still has to send. Written when the batch is planned, because slices that are counted
 * as finished then must not be sent as well. The file has one line for each shard, all of one length, so that each is
 * found at once: {@code 1} for a slice that is left, {@code 0} for one that is finished.
 */
public final class SlicesLeft {
    private final Store store;

    public SlicesLeft(Store store) {
        this.store = store;
    }

    /** Marks all slices of a batch as left. */
    public void all(BatchId batch) throws IOException {
        store.delete(batch, BatchFile.LEFT);
    }

    public AtomicFile begin(BatchId batch) throws IOException {
        return store.create(batch, BatchFile.LEFT);
    }

    /** Writes the line of a shard. To be called for all shards in order. */
    public void add(AtomicFile draft, StoredPlan plan, BitSet left) throws IOException {
        StringBuilder line = new StringBuilder(width(plan));
        for (int slice = 0; slice < width(plan) - 1; slice++) {
            line.append(left.get(slice) ? '1' : '0');
        }
        draft.write(line.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
    }

    public List<Slice> of(BatchId batch, StoredPlan plan, ShardPlan shard) throws IOException {
        if (!store.has(batch, BatchFile.LEFT)) {
            return shard.slices();
        }
        byte[] left = store.readRange(batch, BatchFile.LEFT, (long) shard.shard() * width(plan), width(plan));
        return shard.slices().stream()
                .filter(slice -> left[slice.index()] == '1')
                .toList();
    }

    /** Returns the length of a line; a shard has no more slices than requests. */
    private static int width(StoredPlan plan) {
        return plan.spec().shard() + 1;
    }
}
