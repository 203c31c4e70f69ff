package dev.penstock.store.file;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.Result;
import dev.penstock.store.ResultCodec;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardLog;
import dev.penstock.store.file.GroupCommit.Append;
import dev.penstock.store.log.WriterName;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The result log in files. One thread writes all waiting results and makes them durable, while the next group gathers; many
 * results share one fsync.
 */
final class FileResultLog implements ResultLog {
    private static final Logger log = LoggerFactory.getLogger(FileResultLog.class);
    private static final Duration IDLE_CHECK = Duration.ofSeconds(30);

    private final StoreLayout layout;
    private final DurableLengths durable;
    private final ShardIndexes indexes;
    private final CallJournal calls;
    private final OpenFiles files;
    private final GroupCommit groups;
    private final DiskSpace room = new DiskSpace();
    private final AppendQueue waiting = new AppendQueue(new LinkedBlockingQueue<>(), System::nanoTime);
    private final AtomicInteger behind = new AtomicInteger();
    private final Thread writer;

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
        if (!waiting.add(append)) {
            return CompletableFuture.failedFuture(new IllegalStateException("the result log is closed"));
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
        waiting.close();
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
        while (!waiting.isFinished()) {
            try {
                waiting.takeGroup(IDLE_CHECK, this::write);
                groups.force();
                if (System.nanoTime() - lastCheck > IDLE_CHECK.toNanos()) {
                    lastCheck = System.nanoTime();
                    files.closeIdle();
                    calls.closeIdle();
                }
            } catch (InterruptedException e) {
                // Only a dying process interrupts this thread, and the waiting results matter more than a fast exit.
                log.warn("Result log: the writer was interrupted, and continues");
            } catch (RuntimeException | Error e) {
                log.error("Result log: lines could not be written", e);
                groups.failAll(e);
            }
        }
        files.closeAll();
    }

    private void write(List<Append> lines) {
        try {
            groups.write(lines);
        } catch (RuntimeException | Error e) {
            lines.forEach(line -> line.done().completeExceptionally(e));
            throw e;
        }
    }

    private void closing(AppendFile file) {
        if (file.isUsable()) {
            durable.whole(file.path());
        }
    }
}
