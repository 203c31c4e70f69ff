package dev.penstock.activities.plan;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Usage;
import dev.penstock.store.Result;
import dev.penstock.store.ResultLog;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Writes the dead letters of lines that cannot be sent. */
final class Skipped {
    private static final int IN_FLIGHT = 1000;

    /** Where they are kept beside the results, which a stage that is done again puts away; no stage has this name. */
    static final String KEPT = "input";

    private final BatchId batch;
    private final boolean isPipeline;
    private final ResultLog log;
    private final Deque<CompletableFuture<Void>> appends = new ArrayDeque<>();
    private long count;

    Skipped(BatchId batch, ResultLog log, boolean isPipeline) {
        this.batch = batch;
        this.log = log;
        this.isPipeline = isPipeline;
    }

    void add(int shard, long line, String customId, String code, String message) {
        Result.Error error = new Result.Error(code, message);
        Result result = new Result(line, customId, null, error, 0, 0, 0, null, Usage.NONE, null, 0, false, null);
        appends.add(log.append(batch, shard, result));
        if (isPipeline) {
            appends.add(log.stage(KEPT).append(batch, shard, result));
        }
        count++;
        if (appends.size() >= IN_FLIGHT) {
            await(appends.remove());
        }
    }

    long count() {
        return count;
    }

    void awaitAll() {
        while (!appends.isEmpty()) {
            await(appends.remove());
        }
    }

    private static void await(CompletableFuture<Void> append) {
        try {
            append.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
