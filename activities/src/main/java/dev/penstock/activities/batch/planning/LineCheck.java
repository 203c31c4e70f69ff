package dev.penstock.activities.batch.planning;

import dev.penstock.activities.plan.PoolFacts;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.pipeline.PlannedStage;
import dev.penstock.formats.InputLine.Readable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks the lines of an input one after the other. */
interface LineCheck {
    /**
     * Checks a line.
     *
     * @throws RequestProblem if the request cannot be sent
     */
    Sound check(Readable request);

    /**
     * Returns a digest of the request's content, for finding duplicates; empty if the request needs an answer of its
     * own.
     */
    Optional<byte[]> digest(Readable request, Sound sound);

    /** Returns the planned stages, once all lines are checked; null if the batch has no stages. */
    default @Nullable List<PlannedStage> stages() {
        return null;
    }

    /** Returns the planned stage that reduces all answers to one; null if the batch is not reduced. */
    default @Nullable PlannedStage reduce() {
        return null;
    }

    /** Returns the pools that the lines use in addition to the pool that {@link #check} returns for each. */
    default List<PoolFacts> pools() {
        return List.of();
    }

    /**
     * A request that can be sent.
     *
     * @param tokens estimated input and output tokens
     * @param worst the most that the request may cost, roughly
     * @param texts number of texts that the request has embedded; 1 for other endpoints
     */
    record Sound(
            String url,
            byte[] body,
            PoolFacts pool,
            long inputTokens,
            long tokens,
            Optional<NanoUsd> worst,
            String model,
            long texts) {}
}
