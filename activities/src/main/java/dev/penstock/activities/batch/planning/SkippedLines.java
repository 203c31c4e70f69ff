package dev.penstock.activities.batch.planning;

import dev.penstock.activities.PendingResult;
import dev.penstock.contracts.BatchId;
import dev.penstock.store.Result;
import dev.penstock.store.ResultLog;

/** Writes the dead letters of lines that cannot be sent. */
final class SkippedLines {
    /**
     * Name of a copy of these dead letters beside the results; rerunning a stage moves the results away. No stage has
     * this name.
     */
    static final String KEPT = "input";

    private final BatchId batch;
    private final boolean isPipeline;
    private final ResultLog log;
    private final PendingResult appends = new PendingResult();
    private long count;

    SkippedLines(BatchId batch, ResultLog log, boolean isPipeline) {
        this.batch = batch;
        this.log = log;
        this.isPipeline = isPipeline;
    }

    void add(int shard, long line, String customId, String code, String message) {
        Result.Error error = new Result.Error(code, message);
        Result result = Result.builder(line, customId).error(error).build();
        appends.add(log.append(batch, shard, result));
        if (isPipeline) {
            appends.add(log.stage(KEPT).append(batch, shard, result));
        }
        count++;
    }

    long count() {
        return count;
    }

    void awaitAll() {
        appends.awaitAll();
    }
}
