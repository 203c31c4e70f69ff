package dev.penstock.activities.pipeline.reduce;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Slice;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Store;
import dev.penstock.store.StoredJson;
import dev.penstock.store.plan.ShardPlan;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes a batch's reduce levels; the requests of all levels follow each other in one file. */
public final class LevelFiles {
    private final Store store;
    private final StoredJson<Levels> plans;
    /** The levels read last, because every slice needs them. */
    private volatile @Nullable Kept kept;

    public LevelFiles(Store store) {
        this.store = store;
        this.plans = new StoredJson<>(store, BatchFile.LEVELS, Levels.class);
    }

    private record Levels(List<ReduceLevelPlan> levels) {}

    private record Kept(BatchId batch, Store.Written written, List<ReduceLevelPlan> levels) {}

    /** Returns the levels made so far, from the first on. */
    List<ReduceLevelPlan> all(BatchId batch) throws IOException {
        Optional<Store.Written> written = store.written(batch, BatchFile.LEVELS);
        Kept known = kept;
        if (known != null && known.batch.equals(batch) && known.written.equals(written.orElse(null))) {
            return known.levels;
        }
        Optional<Levels> found = plans.find(batch);
        if (written.isEmpty() || found.isEmpty()) {
            return List.of();
        }
        List<ReduceLevelPlan> levels = found.get().levels();
        kept = new Kept(batch, written.get(), levels);
        return levels;
    }

    ReduceLevelPlan of(BatchId batch, int shard) throws IOException {
        return all(batch).stream()
                .filter(level -> level.has(shard))
                .findFirst()
                .orElseThrow(() -> new FileNotFoundException("batch %s has no shard %d".formatted(batch, shard)));
    }

    /** Returns the plan of a level's shard; the numbers of these shards follow those of the batch's own. */
    public ShardPlan shard(BatchId batch, int shard) throws IOException {
        return of(batch, shard).shard(shard);
    }

    List<RequestLine> read(BatchId batch, Slice slice) {
        return store.read(batch, BatchFile.LEVEL_REQUESTS, slice);
    }

    /** Writes the levels; to be called after their requests are written. */
    void write(BatchId batch, List<ReduceLevelPlan> levels) throws IOException {
        plans.write(batch, new Levels(levels));
    }

    /**
     * Creates the file for a level's requests, which begins with the requests of the levels below.
     *
     * @param below length of the requests of the levels below in bytes
     */
    AtomicFile requests(BatchId batch, long below) throws IOException {
        AtomicFile draft = store.create(batch, BatchFile.LEVEL_REQUESTS);
        try {
            if (below > 0) {
                copy(batch, below, draft);
            }
            return draft;
        } catch (IOException | RuntimeException e) {
            draft.close();
            throw e;
        }
    }

    private void copy(BatchId batch, long bytes, AtomicFile to) throws IOException {
        try (InputStream in = store.find(batch, BatchFile.LEVEL_REQUESTS)
                .orElseThrow(() -> new FileNotFoundException(
                        "there is no file " + store.locate(batch, BatchFile.LEVEL_REQUESTS)))) {
            byte[] portion = new byte[1 << 16];
            long left = bytes;
            while (left > 0) {
                int read = in.read(portion, 0, (int) Math.min(portion.length, left));
                if (read < 0) {
                    throw new IOException(
                            store.locate(batch, BatchFile.LEVEL_REQUESTS) + " is shorter than the plan of its levels");
                }
                to.write(portion, 0, read);
                left -= read;
            }
        }
    }
}
