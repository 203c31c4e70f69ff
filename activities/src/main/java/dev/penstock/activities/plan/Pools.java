package dev.penstock.activities.plan;

import dev.penstock.activities.budget.WorstCase;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Which pool serves which model. */
public interface Pools {
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
}
