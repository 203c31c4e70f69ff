package dev.penstock.contracts.pipeline;

import dev.penstock.contracts.Slice;
import org.jspecify.annotations.Nullable;

/**
 * A stage as workflows know it.
 *
 * @param pool whose quota it uses
 * @param samples how many answers a request gets
 * @param concurrency its requests at once, over the whole batch
 * @param tokens a request's, estimated, input and output
 * @param worst billionths of a US dollar that one call may cost at most, roughly and on average; null = not known
 */
public record PlannedStage(
        String name,
        String pool,
        String model,
        int samples,
        int concurrency,
        long tokens,
        @Nullable Long worst) {
    /** Of which nobody knows what it may cost. */
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
