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

/** What is known of the shards read last, so that reading one again costs only what is new of it. */
final class ShardIndexes {
    private static final int KEPT = 128;

    private final StoreLayout layout;
    private final DurableLengths durable;
    private final Map<Path, ShardIndex> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Entry<Path, ShardIndex> eldest) {
            return size() > KEPT;
        }
    };

    ShardIndexes(StoreLayout layout, DurableLengths durable) {
        this.layout = layout;
        this.durable = durable;
    }

    ShardLog read(BatchId batch, int shard) {
        return read(layout.shard(batch, shard));
    }

    /** Not kept: whoever goes through all shards in order reads each one once. */
    ShardResults open(BatchId batch, int shard) {
        try {
            return new FileShardResults(new ShardIndex(layout.shard(batch, shard), durable).best());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** For one that is read again and again. */
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

    private ShardIndex index(Path folder) {
        synchronized (kept) {
            return kept.computeIfAbsent(folder, path -> new ShardIndex(path, durable));
        }
    }
}
