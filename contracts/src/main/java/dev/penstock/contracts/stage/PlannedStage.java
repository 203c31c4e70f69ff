package dev.penstock.contracts.stage;

import dev.penstock.contracts.Slice;

/**
 * A stage as workflows know it.
 *
 * @param pool whose quota it uses
 * @param samples how many answers a request gets
 * @param concurrency its requests at once, over the whole batch
 * @param tokens a request's, estimated, input and output
 */
public record PlannedStage(String name, String pool, String model, int samples, int concurrency, long tokens) {
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
