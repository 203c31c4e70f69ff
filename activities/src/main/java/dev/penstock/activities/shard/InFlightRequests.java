package dev.penstock.activities.shard;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.Result;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The requests that this process calls now. Temporal starts a slice again when its heartbeats seem to be missing; the
 * second run then waits for what the first brings, for two calls would be paid.
 */
final class InFlightRequests {
    private final ConcurrentMap<Line, CompletableFuture<Optional<Result>>> lines = new ConcurrentHashMap<>();

    private record Line(BatchId batch, String stage, long line) {}

    /**
     * A request that is called from now on.
     *
     * @param ours whether it is this run that calls it, or an earlier one
     */
    record Claim(boolean ours, CompletableFuture<Optional<Result>> result) {}

    Claim claim(BatchId batch, String stage, long line) {
        CompletableFuture<Optional<Result>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<Result>> other = lines.putIfAbsent(new Line(batch, stage, line), mine);
        return other == null ? new Claim(true, mine) : new Claim(false, other);
    }

    /** Ends a claim. A result must be in the result log by now, for the next run to claim the line looks there. */
    void end(
            BatchId batch, String stage, long line, CompletableFuture<Optional<Result>> mine, Optional<Result> result) {
        lines.remove(new Line(batch, stage, line), mine);
        mine.complete(result);
    }
}
