package dev.penstock.store.s3.log;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.FollowedResults;
import dev.penstock.store.LoggedResults;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardLog;
import dev.penstock.store.ShardResults;
import dev.penstock.store.s3.object.S3Objects;
import dev.penstock.store.s3.object.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.function.Function;

/** The logs of all batches in a store. Recently read indexes are kept, so that reading again costs only what is new. */
public final class ObjectLogs {
    private static final int KEPT_BATCHES = 8;
    private static final int KEPT_SHARDS = 128;
    /** The bytes of results that are read together with a shard's index. */
    private static final long SHARD_BYTES = 64L << 20;

    private final Function<BatchId, S3Objects> place;
    private final Clock clock;
    private final LogContents contents = new LogContents();
    private final Map<BatchId, BatchLog> batches = new Recent<>(KEPT_BATCHES);
    private final Map<String, ShardObjects> shards = new Recent<>(KEPT_SHARDS);

    /**
     * @param place where a batch has its log
     */
    public ObjectLogs(Function<BatchId, S3Objects> place, Clock clock) {
        this.place = place;
        this.clock = clock;
    }

    /** Opens this process's writer of the log. */
    public ResultLog open() {
        return new ObjectResultLog(this, clock);
    }

    /** Opens a shard's results without keeping the index, for callers that read each shard once. */
    public ShardResults results(BatchId batch, int shard) {
        try {
            return new ShardObjects(batch(batch), shard, LogFolder.of(shard), SHARD_BYTES).results();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Opens a stage's results and keeps the index, for callers that read them again and again. */
    public ShardResults results(BatchId batch, int shard, String stage) {
        try {
            return index(batch, shard, LogFolder.of(shard, stage)).results();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Takes stages' results and all final results out of the log. */
    public void setAside(BatchId batch, Set<String> stages, int round) throws IOException {
        batch(batch).directory().setAside(stages, round);
    }

    /** Follows a batch's results from the beginning of its log. */
    public FollowedResults follow(BatchId batch) {
        return new ObjectFollowedResults(fresh(batch));
    }

    /** Returns everything in a batch's log. */
    public LoggedResults logged(BatchId batch) {
        return new ObjectLoggedResults(batch(batch));
    }

    /** Tells whether a batch's log has anything. */
    public boolean isThere(BatchId batch) {
        for (StoredObject object : place.apply(batch).list("")) {
            if (LogObject.parse(object.key(), object.size()).isPresent()) {
                return true;
            }
        }
        return false;
    }

    ShardLog read(BatchId batch, int shard, String folder) {
        try {
            return index(batch, shard, folder).log();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    S3Objects place(BatchId batch) {
        return place.apply(batch);
    }

    LogContents contents() {
        return contents;
    }

    private ShardObjects index(BatchId batch, int shard, String folder) {
        BatchLog log = batch(batch);
        synchronized (shards) {
            return shards.computeIfAbsent(batch + "/" + folder, any -> new ShardObjects(log, shard, folder, 0));
        }
    }

    private BatchLog batch(BatchId batch) {
        synchronized (batches) {
            return batches.computeIfAbsent(batch, this::fresh);
        }
    }

    private BatchLog fresh(BatchId batch) {
        S3Objects log = place.apply(batch);
        return new BatchLog(log, new LogDirectory(log), contents);
    }

    /** Forgets what was used longest ago. */
    private static final class Recent<K, V> extends LinkedHashMap<K, V> {
        private final int most;

        private Recent(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Entry<K, V> eldest) {
            return size() > most;
        }
    }
}
