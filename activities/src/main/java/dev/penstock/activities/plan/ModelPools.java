package dev.penstock.activities.plan;

import dev.penstock.activities.budget.WorstCase;
import dev.penstock.contracts.Slice;
import dev.penstock.store.RequestLine;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Which pool serves which model. */
public interface ModelPools {
    /**
     * The pool for requests to this model.
     *
     * @param model empty when a request names none: then a pool that has a default model, if any
     * @param pool the one that the batch asks for
     */
    Optional<PoolFacts> find(String model, Optional<String> pool);

    List<String> names();

    /** Where its provider is; empty when nobody knows. */
    default Optional<URI> address(String pool) {
        return Optional.empty();
    }

    /** What requests to this pool may cost. */
    WorstCase worstCase(String pool);

    /**
     * What a call of one line may cost; 0 = nobody knows.
     *
     * @param requests the slice's
     */
    default long worst(Slice slice, List<RequestLine> requests, long line) {
        return requests.stream()
                .filter(request -> request.line() == line)
                .findFirst()
                .flatMap(request -> worstCase(slice.pool()).of(request.url(), request.body()))
                .orElse(0L);
    }
}
