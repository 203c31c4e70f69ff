package dev.penstock.store.file;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.Result;
import dev.penstock.store.ResultCodec;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardLog;
import dev.penstock.store.file.GroupCommit.Append;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The result log in files. One thread writes all waiting results and makes them durable, while the next group gathers; so
 * no result waits for a timer, and many results share one fsync.
 */
final class FileResultLog implements ResultLog {
    private static final Logger log = LoggerFactory.getLogger(FileResultLog.class);
    private static final Append WAKE_UP = new Append(Path.of(""), new byte[0], new CompletableFuture<>());
    private static final int IDLE_CHECK_SECONDS = 30;

    private final StoreLayout layout;
    private final DurableLengths durable;
    private final ShardIndexes indexes;
    private final CallJournal calls;
    private final OpenFiles files;
    private final GroupCommit groups;
    private final DiskSpace room = new DiskSpace();
    private final BlockingQueue<Append> waiting = new LinkedBlockingQueue<>();
    private final AtomicInteger behind = new AtomicInteger();
    private final Thread writer;
    private volatile boolean closed;

    FileResultLog(StoreLayout layout, DurableLengths durable, ShardIndexes indexes, Clock clock) {
        this.layout = layout;
        this.durable = durable;
        this.indexes = indexes;
        WriterName name = new WriterName();
        this.calls = new CallJournal(new OpenFiles(layout.store(), name, StoreLayout.CALLS, file -> {}), clock);
        this.files = new OpenFiles(layout.store(), name, StoreLayout.RESULTS, this::closing);
        this.groups = new GroupCommit(files, durable, room);
        this.writer = Thread.ofPlatform().name("result-log").daemon().start(this::write);
    }

    @Override
    public void begin(BatchId batch, int shard, long line) {
        begin(layout.shard(batch, shard), line);
    }

    void begin(Path folder, long line) {
        room.check(folder);
        calls.begin(folder, line);
    }

    @Override
    public void endWithout(BatchId batch, int shard, long line, Ending ending) {
        endWithout(layout.shard(batch, shard), line, ending);
    }

    void endWithout(Path folder, long line, Ending ending) {
        calls.end(folder, line, ending);
    }

    @Override
    public CompletableFuture<Void> append(BatchId batch, int shard, Result result) {
        return append(layout.shard(batch, shard), batch, result);
    }

    CompletableFuture<Void> append(Path folder, BatchId batch, Result result) {
        Append append = new Append(folder, ResultCodec.encode(batch, result), new CompletableFuture<>());
        // Atomic with close(), after which the writer would never take the result.
        synchronized (waiting) {
            if (closed) {
                return CompletableFuture.failedFuture(new IllegalStateException("the result log is closed"));
            }
            waiting.add(append);
        }
        behind.incrementAndGet();
        return append.done().whenComplete((done, failure) -> behind.decrementAndGet());
    }

    @Override
    public int behind() {
        return behind.get();
    }

    @Override
    public ShardLog read(BatchId batch, int shard) {
        return indexes.read(batch, shard);
    }

    ShardLog read(Path folder) {
        return indexes.read(folder);
    }

    @Override
    public ResultLog stage(String name) {
        return new StageResultLog(this, layout, name);
    }

    /** Closes the log; all results appended before are durable, or have failed, when this returns. */
    @Override
    public void close() {
        synchronized (waiting) {
            closed = true;
            waiting.add(WAKE_UP);
        }
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join(TimeUnit.SECONDS.toMillis(1));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        calls.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        long lastCheck = System.nanoTime();
        while (!closed || !waiting.isEmpty()) {
            List<Append> group = next();
            try {
                groups.commit(group);
                if (System.nanoTime() - lastCheck > TimeUnit.SECONDS.toNanos(IDLE_CHECK_SECONDS)) {
                    lastCheck = System.nanoTime();
                    files.closeIdle();
                    calls.closeIdle();
                }
            } catch (RuntimeException | Error e) {
                log.error("Result log: {} lines could not be written", group.size(), e);
                group.forEach(line -> line.done().completeExceptionally(e));
            }
        }
        files.closeAll();
    }

    private List<Append> next() {
        List<Append> group = new ArrayList<>();
        try {
            Append first = waiting.poll(IDLE_CHECK_SECONDS, TimeUnit.SECONDS);
            if (first != null) {
                group.add(first);
                waiting.drainTo(group);
                if (closed) {
                    group.remove(WAKE_UP);
                }
            }
        } catch (InterruptedException e) {
            // Only a dying process interrupts this thread, and the waiting results matter more than a fast exit.
            log.warn("Result log: the writer was interrupted, and continues");
        }
        return group;
    }

    private void closing(AppendFile file) {
        if (file.isUsable()) {
            durable.whole(file.path());
        }
    }
}
