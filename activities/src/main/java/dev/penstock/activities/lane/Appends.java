package dev.penstock.activities.lane;

import dev.penstock.activities.Receipts;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Receipt;
import dev.penstock.store.Result;
import dev.penstock.store.ResultLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Results on their way to the log, some hundreds at a time, and what they add up to. */
final class Appends {
    private static final int IN_FLIGHT = 500;

    private final BatchId batch;
    private final ResultLog log;
    private final Deque<CompletableFuture<Void>> appends = new ArrayDeque<>();
    private final List<Result> uncounted = new ArrayList<>();
    private Receipt receipt = Receipt.NONE;

    Appends(BatchId batch, ResultLog log) {
        this.batch = batch;
        this.log = log;
    }

    void add(int shard, Result result) {
        appends.add(log.append(batch, shard, result));
        uncounted.add(result);
        if (appends.size() >= IN_FLIGHT) {
            await(appends.remove());
        }
        if (uncounted.size() >= IN_FLIGHT) {
            count();
        }
    }

    /** All of them are durable when this returns. */
    Receipt receipt() {
        while (!appends.isEmpty()) {
            await(appends.remove());
        }
        count();
        return receipt;
    }

    private void count() {
        receipt = receipt.plus(Receipts.of(uncounted));
        uncounted.clear();
    }

    private static void await(CompletableFuture<Void> append) {
        try {
            append.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
