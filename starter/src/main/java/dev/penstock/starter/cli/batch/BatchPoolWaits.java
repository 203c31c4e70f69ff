package dev.penstock.starter.cli.batch;

import dev.penstock.client.pool.PoolWaits;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.starter.cli.output.PoolWaitLines;
import dev.penstock.starter.cli.session.TemporalSession;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** The reasons why the requests of one batch wait, one text for each pool that they go to. */
public final class BatchPoolWaits {
    private final Supplier<List<PoolStatus>> all;
    private final Supplier<List<String>> own;
    private List<PoolStatus> latest = List.of();
    private List<String> names = List.of();

    public BatchPoolWaits(TemporalSession session, BatchId batch) {
        this(
                new PoolWaits(session.pools(), System::nanoTime)::statuses,
                () -> session.batches().pools(batch));
    }

    /**
     * @param all the status of all pools; the same list until they are asked anew
     * @param own the names of the batch's pools; empty = any
     */
    BatchPoolWaits(Supplier<List<PoolStatus>> all, Supplier<List<String>> own) {
        this.all = all;
        this.own = own;
    }

    /** Returns the texts for the batch's pools whose calls wait; for those of all pools where its own are not known. */
    public List<String> lines(Instant now) {
        List<PoolStatus> pools = all.get();
        List<PoolStatus> waiting = pools.stream()
                .filter(pool -> PoolWaitLines.of(pool, now).isPresent())
                .toList();
        if (!waiting.isEmpty() && !waiting.equals(latest)) {
            names = own.get();
        }
        latest = waiting;
        // A batch may name a route, whose pools are known to the workers only.
        boolean areKnown = !names.isEmpty()
                && pools.stream().map(PoolStatus::name).toList().containsAll(names);
        return waiting.stream()
                .filter(pool -> !areKnown || names.contains(pool.name()))
                .flatMap(pool -> PoolWaitLines.of(pool, now).stream())
                .toList();
    }
}
