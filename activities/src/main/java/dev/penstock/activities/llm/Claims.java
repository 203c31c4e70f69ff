package dev.penstock.activities.llm;

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

/** The requests of a slice that this run may call, and those an earlier run in this process is still busy with. */
final class Claims implements AutoCloseable {
    private final Calling calling;
    private final BatchId batch;
    private final String stage;
    private final List<RequestLine> ours = new ArrayList<>();
    private final Map<Long, CompletableFuture<Optional<Result>>> mine = new ConcurrentHashMap<>();
    private final Map<Long, CompletableFuture<Optional<Result>>> others = new LinkedHashMap<>();

    /**
     * @param stage empty for plain requests
     */
    Claims(Calling calling, BatchId batch, String stage, List<RequestLine> requests) {
        this.calling = calling;
        this.batch = batch;
        this.stage = stage;
        for (RequestLine request : requests) {
            Calling.Claim claim = calling.claim(batch, stage, request.line());
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

    /** What the others' calls bring, once they are through. */
    Iterable<CompletableFuture<Optional<Result>>> others() {
        return others.values();
    }

    /** Those who wait for it can have it now. */
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
            calling.end(batch, stage, line, future, result);
        }
    }
}
