package dev.penstock.activities.llm;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.Result;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The requests this process is busy with. Temporal starts a slice again when its heartbeats seem to be missing; the
 * second run then waits for what the first brings, for two calls would be paid.
 */
final class Calling {
    private final ConcurrentMap<Line, CompletableFuture<Optional<Result>>> lines = new ConcurrentHashMap<>();

    private record Line(BatchId batch, String stage, long line) {}

    /** Somebody is busy with the request: us, from now on, or another. */
    record Claim(boolean ours, CompletableFuture<Optional<Result>> result) {}

    Claim claim(BatchId batch, String stage, long line) {
        CompletableFuture<Optional<Result>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<Result>> other = lines.putIfAbsent(new Line(batch, stage, line), mine);
        return other == null ? new Claim(true, mine) : new Claim(false, other);
    }

    /** Whatever it brought must be in the result log by now: the next to claim the line looks there. */
    void end(
            BatchId batch, String stage, long line, CompletableFuture<Optional<Result>> mine, Optional<Result> result) {
        lines.remove(new Line(batch, stage, line), mine);
        mine.complete(result);
    }
}
