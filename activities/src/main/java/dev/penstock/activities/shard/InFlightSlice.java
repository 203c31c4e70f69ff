package dev.penstock.activities.shard;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The requests of a slice that this run may call, and those that an earlier run in this process is still calling. */
final class InFlightSlice implements AutoCloseable {
    private final InFlightRequests inFlight;
    private final BatchId batch;
    private final String stage;
    private final List<RequestLine> ours = new ArrayList<>();
    private final Map<Long, CompletableFuture<Optional<Result>>> mine = new ConcurrentHashMap<>();
    private final Map<Long, CompletableFuture<Optional<Result>>> others = new LinkedHashMap<>();

    /**
     * @param stage name of the stage; empty for plain requests
     */
    InFlightSlice(InFlightRequests inFlight, BatchId batch, String stage, List<RequestLine> requests) {
        this.inFlight = inFlight;
        this.batch = batch;
        this.stage = stage;
        for (RequestLine request : requests) {
            InFlightRequests.Claim claim = inFlight.claim(batch, stage, request.line());
            if (claim.ours()) {
                ours.add(request);
                mine.put(request.line(), claim.result());
            } else {
                others.put(request.line(), claim.result());
            }
        }
    }

    List<RequestLine> ours() {
        return ours;
    }

    /** Returns the results of calls by earlier runs, each available once the call has ended. */
    Iterable<CompletableFuture<Optional<Result>>> others() {
        return others.values();
    }

    /** Passes a result to the runs that wait for it. */
    void end(Result result) {
        end(result.line(), Optional.of(result));
    }

    @Override
    public void close() {
        ours.forEach(request -> end(request.line(), Optional.empty()));
    }

    private void end(long line, Optional<Result> result) {
        CompletableFuture<Optional<Result>> future = mine.remove(line);
        if (future != null) {
            inFlight.end(batch, stage, line, future, result);
        }
    }
}
