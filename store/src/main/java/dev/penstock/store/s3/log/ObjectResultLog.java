package dev.penstock.store.s3.log;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.Result;
import dev.penstock.store.ResultCodec;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardLog;
import dev.penstock.store.log.CallRecord;
import dev.penstock.store.log.WriterName;
import dev.penstock.store.s3.object.GroupWriter;
import dev.penstock.store.s3.object.S3Objects;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The result log in objects. Results and records of calls of all shards of a batch that come together are written together; a
 * call waits until its beginning is written, which nothing else would tell after the death of this process.
 */
final class ObjectResultLog implements ResultLog {
    /** The batches above which the writers of those that write nothing are dropped. */
    private static final int MANY_BATCHES = 64;

    private final ObjectLogs logs;
    private final Clock clock;
    private final String writer = new WriterName().writer();
    private final Map<BatchId, GroupWriter<LogEntry>> groups = new HashMap<>();
    /** Held for the writers and their waiting entries, never over requests: a batch has one writer at a time, whose objects come in order. */
    private final ReentrantLock lock = new ReentrantLock();

    private final AtomicLong objects = new AtomicLong();
    private final AtomicInteger behind = new AtomicInteger();
    private boolean closed;

    ObjectResultLog(ObjectLogs logs, Clock clock) {
        this.logs = logs;
        this.clock = clock;
    }

    @Override
    public void begin(BatchId batch, int shard, long line) {
        begin(batch, shard, LogFolder.of(shard), line);
    }

    void begin(BatchId batch, int shard, String folder, long line) {
        CompletableFuture<Void> durable = add(batch, new LogEntry(shard, folder, true, CallRecord.begun(line)), true);
        try {
            durable.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    @Override
    public void endWithout(BatchId batch, int shard, long line, Ending ending) {
        endWithout(batch, shard, LogFolder.of(shard), line, ending);
    }

    void endWithout(BatchId batch, int shard, String folder, long line, Ending ending) {
        CompletableFuture<Void> unused =
                add(batch, new LogEntry(shard, folder, true, CallRecord.ended(line, ending, clock)), false);
    }

    @Override
    public CompletableFuture<Void> append(BatchId batch, int shard, Result result) {
        return append(batch, shard, LogFolder.of(shard), result);
    }

    CompletableFuture<Void> append(BatchId batch, int shard, String folder, Result result) {
        behind.incrementAndGet();
        return add(batch, new LogEntry(shard, folder, false, ResultCodec.encode(batch, result)), false)
                .whenComplete((done, failure) -> behind.decrementAndGet());
    }

    @Override
    public int behind() {
        return behind.get();
    }

    @Override
    public ShardLog read(BatchId batch, int shard) {
        return logs.read(batch, shard, LogFolder.of(shard));
    }

    ShardLog read(BatchId batch, int shard, String folder) {
        return logs.read(batch, shard, folder);
    }

    @Override
    public ResultLog stage(String name) {
        return new StageObjectLog(this, name);
    }

    /** Closes the log; all that was added before is durable, or has failed, when this returns. */
    @Override
    public void close() {
        List<GroupWriter<LogEntry>> all;
        lock.lock();
        try {
            closed = true;
            all = List.copyOf(groups.values());
        } finally {
            lock.unlock();
        }
        all.forEach(GroupWriter::close);
    }

    private CompletableFuture<Void> add(BatchId batch, LogEntry entry, boolean isUrgent) {
        lock.lock();
        try {
            if (closed) {
                return CompletableFuture.failedFuture(new IllegalStateException("the result log is closed"));
            }
            return writer(batch).add(entry, entry.text().length, isUrgent);
        } finally {
            lock.unlock();
        }
    }

    private GroupWriter<LogEntry> writer(BatchId batch) {
        if (groups.size() >= MANY_BATCHES && !groups.containsKey(batch)) {
            groups.values().removeIf(GroupWriter::isIdle);
        }
        return groups.computeIfAbsent(batch, any -> {
            S3Objects log = logs.place(batch);
            return new GroupWriter<>(group -> prepare(log, group));
        });
    }

    private GroupWriter.Write prepare(S3Objects log, List<LogEntry> group) {
        byte[] content = LogContent.encode(group);
        SortedSet<Integer> shards = new TreeSet<>();
        group.forEach(entry -> shards.add(entry.shard()));
        LogObject object = LogObject.of(writer, objects.incrementAndGet(), shards, content.length);
        return () -> {
            log.put(object.key(), content);
            logs.contents().keep(log.locate(object.key()).toString(), content);
        };
    }
}
