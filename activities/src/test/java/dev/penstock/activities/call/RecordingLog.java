package dev.penstock.activities.call;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.Result;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardLog;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A result log that lists what it is told. */
final class RecordingLog implements ResultLog {
    private final List<String> events;
    CompletableFuture<Void> disk = CompletableFuture.completedFuture(null);
    Runnable onBegin = () -> {};
    Runnable onAppend = () -> {};
    Runnable onEnd = () -> {};
    int behind;

    RecordingLog(List<String> events) {
        this.events = events;
    }

    @Override
    public void begin(BatchId batch, int shard, long line) {
        events.add("begin " + line);
        onBegin.run();
    }

    @Override
    public void endWithout(BatchId batch, int shard, long line, Ending ending) {
        events.add("end %d %s".formatted(line, ending));
        onEnd.run();
    }

    @Override
    public CompletableFuture<Void> append(BatchId batch, int shard, Result result) {
        events.add("append " + result.line());
        onAppend.run();
        return disk;
    }

    @Override
    public int behind() {
        return behind;
    }

    @Override
    public ShardLog read(BatchId batch, int shard) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ResultLog stage(String name) {
        return this;
    }

    @Override
    public void close() {}
}
