package dev.penstock.activities.batch.planning;

import dev.penstock.activities.plan.PoolFacts;
import dev.penstock.contracts.pipeline.PlannedStage;
import dev.penstock.formats.InputLine.Readable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks one line after the other. */
interface LineCheck {
    /**
     * @throws RequestProblem when it cannot be sent
     */
    Sound check(Readable request);

    /** What is asked, for finding requests that ask the same; empty when it must have an answer of its own. */
    Optional<byte[]> digest(Readable request, Sound sound);

    /** How the lines' stages are called, once all lines are checked; null where they have none. */
    default @Nullable List<PlannedStage> stages() {
        return null;
    }

    /** What makes one answer of all in the end; null where nothing does. */
    default @Nullable PlannedStage reduce() {
        return null;
    }

    /** All pools that the lines go to beside those that they name themselves. */
    default List<PoolFacts> pools() {
        return List.of();
    }

    /**
     * A request that can be sent.
     *
     * @param tokens input and output, estimated
     * @param worst billionths of a US dollar that it may cost at most, roughly
     * @param texts that it has embedded, 1 of another endpoint's
     */
    record Sound(
            String url,
            byte[] body,
            PoolFacts pool,
            long inputTokens,
            long tokens,
            Optional<Long> worst,
            String model,
            long texts) {}
}
