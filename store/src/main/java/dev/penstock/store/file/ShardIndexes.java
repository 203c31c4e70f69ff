package dev.penstock.store.file;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.ShardLog;
import dev.penstock.store.ShardResults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;

/** Keeps the indexes of recently read shards, so that reading a shard again costs only what is new. */
final class ShardIndexes {
    private static final int CACHE_SIZE = 128;

    private final StoreLayout layout;
    private final DurableLengths durable;
    private final Map<Path, ShardIndex> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Entry<Path, ShardIndex> eldest) {
            return size() > CACHE_SIZE;
        }
    };

    ShardIndexes(StoreLayout layout, DurableLengths durable) {
        this.layout = layout;
        this.durable = durable;
    }

    ShardLog read(BatchId batch, int shard) {
        return read(layout.shard(batch, shard));
    }

    /** Opens a shard's results without keeping the index, for callers that read each shard once. */
    ShardResults open(BatchId batch, int shard) {
        try {
            Path folder = layout.store().inside(layout.shard(batch, shard));
            return new FileShardResults(new ShardIndex(folder, durable).best());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Opens a folder's results and keeps the index, for callers that read the folder again and again. */
    ShardResults openKept(Path folder) {
        try {
            return new FileShardResults(index(folder).best());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    ShardLog read(Path folder) {
        try {
            return index(folder).log();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private ShardIndex index(Path folder) throws IOException {
        layout.store().inside(folder);
        synchronized (kept) {
            return kept.computeIfAbsent(folder, path -> new ShardIndex(path, durable));
        }
    }
}
