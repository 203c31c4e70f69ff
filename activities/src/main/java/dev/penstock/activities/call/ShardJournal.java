package dev.penstock.activities.call;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.Result;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ResultLog.Ending;
import java.util.concurrent.CompletableFuture;

/** Writes to the result log of one shard, or of one stage of it: which calls were begun, and how they ended. */
public record ShardJournal(ResultLog log, BatchId batch, int shard) {
    void begin(long line) {
        log.begin(batch, shard, line);
    }

    void endWithout(long line, Ending ending) {
        log.endWithout(batch, shard, line, ending);
    }

    /** Appends a result to the log; the result is durable when the report's future completes. */
    public CallReport.Finished append(Result result) {
        return new CallReport.Finished(result, log.append(batch, shard, result));
    }

    /** Takes back an answer that was appended and cannot be used; its call then counts as lost. */
    CompletableFuture<Void> retract(Result answer) {
        return log.append(batch, shard, answer.retraction());
    }

    /** Returns how many results of all shards in this process were appended and are not durable yet. */
    int behind() {
        return log.behind();
    }
}
