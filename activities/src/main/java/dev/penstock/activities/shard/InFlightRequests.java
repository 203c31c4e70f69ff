package dev.penstock.activities.shard;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.Result;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The requests that this process is calling. Temporal starts a slice again when its heartbeats seem to be missing; the
 * second run then waits for the results of the first, because the provider would charge for both calls.
 */
final class InFlightRequests {
    private final ConcurrentMap<Line, CompletableFuture<Optional<Result>>> lines = new ConcurrentHashMap<>();

    private record Line(BatchId batch, String stage, long line) {}

    /**
     * A claim on a request that is being called.
     *
     * @param ours whether this run makes the call; if not, an earlier run does
     */
    record Claim(boolean ours, CompletableFuture<Optional<Result>> result) {}

    Claim claim(BatchId batch, String stage, long line) {
        CompletableFuture<Optional<Result>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<Result>> other = lines.putIfAbsent(new Line(batch, stage, line), mine);
        return other == null ? new Claim(true, mine) : new Claim(false, other);
    }

    /** Ends a claim. The result must be in the result log by then, because the next run that claims the line looks there. */
    void end(
            BatchId batch, String stage, long line, CompletableFuture<Optional<Result>> mine, Optional<Result> result) {
        lines.remove(new Line(batch, stage, line), mine);
        mine.complete(result);
    }
}
