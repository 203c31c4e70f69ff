package dev.penstock.store.s3.log;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.Result;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardLog;
import java.util.concurrent.CompletableFuture;

/** One stage's part of the result log, beside each shard's. */
record StageObjectLog(ObjectResultLog log, String name) implements ResultLog {
    @Override
    public void begin(BatchId batch, int shard, long line) {
        log.begin(batch, shard, LogFolder.of(shard, name), line);
    }

    @Override
    public void endWithout(BatchId batch, int shard, long line, Ending ending) {
        log.endWithout(batch, shard, LogFolder.of(shard, name), line, ending);
    }

    @Override
    public CompletableFuture<Void> append(BatchId batch, int shard, Result result) {
        return log.append(batch, shard, LogFolder.of(shard, name), result);
    }

    @Override
    public int behind() {
        return log.behind();
    }

    @Override
    public ShardLog read(BatchId batch, int shard) {
        return log.read(batch, shard, LogFolder.of(shard, name));
    }

    @Override
    public ResultLog stage(String other) {
        return log.stage(other);
    }

    /** Does nothing: the result log is closed by its opener. */
    @Override
    public void close() {}
}
