package dev.penstock.activities.providerbatch;

import dev.penstock.activities.PendingResult;
import dev.penstock.activities.Receipts;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Receipt;
import dev.penstock.store.Result;
import dev.penstock.store.ResultLog;
import java.util.ArrayList;
import java.util.List;

/** Results that are being appended to the result log, at most some hundreds at a time, and their receipt. */
final class PendingAppends {
    private static final int COUNTED_AT_ONCE = 500;

    private final BatchId batch;
    private final ResultLog log;
    private final PendingResult appends = new PendingResult();
    private final List<Result> uncounted = new ArrayList<>();
    private Receipt receipt = Receipt.NONE;

    PendingAppends(BatchId batch, ResultLog log) {
        this.batch = batch;
        this.log = log;
    }

    void add(int shard, Result result) {
        appends.add(log.append(batch, shard, result));
        uncounted.add(result);
        if (uncounted.size() >= COUNTED_AT_ONCE) {
            count();
        }
    }

    /** Waits until all results are durable, and returns their receipt. */
    Receipt receipt() {
        appends.awaitAll();
        count();
        return receipt;
    }

    private void count() {
        receipt = receipt.plus(Receipts.of(uncounted));
        uncounted.clear();
    }
}
