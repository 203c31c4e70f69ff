package dev.penstock.contracts.pipeline;

import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Slice;
import org.jspecify.annotations.Nullable;

/**
 * A stage with the values that workflows need.
 *
 * @param pool the pool whose quota the stage uses
 * @param samples how many answers a request gets
 * @param concurrency the stage's requests at once, over the whole batch
 * @param tokens the estimated tokens of one request, input and output
 * @param worst the most that one call may cost, roughly and on average; null = not known
 */
public record PlannedStage(
        String name,
        String pool,
        String model,
        int samples,
        int concurrency,
        long tokens,
        @Nullable NanoUsd worst) {
    /** Creates a stage whose cost is not known. */
    public PlannedStage(String name, String pool, String model, int samples, int concurrency, long tokens) {
        this(name, pool, model, samples, concurrency, tokens, null);
    }

    public Slice of(Slice slice) {
        return new Slice(
                slice.index(),
                slice.offset(),
                slice.length(),
                slice.line(),
                slice.requests(),
                tokens * slice.requests(),
                pool,
                null);
    }
}
