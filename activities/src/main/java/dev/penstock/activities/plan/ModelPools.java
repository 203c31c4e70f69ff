package dev.penstock.activities.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.activities.budget.WorstCase;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.SliceSizing;
import dev.penstock.contracts.batch.BatchPools;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.store.RequestLine;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Finds the pool that serves a model. */
public interface ModelPools {
    /**
     * Returns the pool for requests to a model; empty if no pool serves it.
     *
     * @param model empty if a request names none; then a pool that has a default model is found, if any
     * @param pool name of the pool that the batch asks for
     * @throws io.temporal.failure.ApplicationFailure if the batch may use that pool, but this worker does not have it
     */
    Optional<PoolFacts> find(String model, Optional<String> pool);

    List<String> names();

    /** Returns whether a stored plan's pool, or route, can still be used. */
    default boolean has(String poolOrRoute) {
        return names().contains(poolOrRoute);
    }

    /** Tells a pool that calls of a model will come; does nothing if this worker does not have the pool. */
    default void expect(String pool, String model) {}

    /**
     * Returns the pools that a batch may use, also those that this worker does not have: whatever needs one of these fails by
     * {@link PoolElsewhere}.
     *
     * @throws io.temporal.failure.ApplicationFailure if the batch does not say which models they serve, and this worker does
     *     not have all of them
     */
    default ModelPools allowed(BatchSpec spec) {
        require(BatchPools.of(spec));
        return this;
    }

    /** Fails by {@link PoolElsewhere} if this worker does not have one of these pools. */
    default void require(List<String> needed) {
        needed.stream().filter(name -> !names().contains(name)).findFirst().ifPresent(name -> {
            throw PoolElsewhere.of(name);
        });
    }

    /** Returns why a pool's provider can have no such request; empty if it may, and if this worker does not have the pool. */
    default Optional<String> problem(String pool, String url, JsonNode body) {
        return Optional.empty();
    }

    /** Returns the base URL of a pool's provider; empty if it is unknown. */
    default Optional<URI> address(String pool) {
        return Optional.empty();
    }

    /**
     * Returns how slices of a pool should be sent now, as far as this worker knows.
     *
     * @param model the only model of the requests; empty if they name several
     */
    default SliceSizing sizing(String pool, Optional<String> model, double tokensPerRequest) {
        return SliceSizing.UNKNOWN;
    }

    /** Returns the worst-case costs of requests to a pool. */
    WorstCase worstCase(String pool);

    /**
     * Returns the most that a call of one line may cost; zero if that is unknown.
     *
     * @param requests the requests of the slice
     */
    default NanoUsd worst(Slice slice, List<RequestLine> requests, long line) {
        return requests.stream()
                .filter(request -> request.line() == line)
                .findFirst()
                .flatMap(request -> worstCase(slice.pool()).of(request.url(), request.body()))
                .orElse(NanoUsd.ZERO);
    }
}
