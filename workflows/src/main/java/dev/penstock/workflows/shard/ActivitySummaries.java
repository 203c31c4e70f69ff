package dev.penstock.workflows.shard;

import dev.penstock.contracts.Slice;
import dev.penstock.contracts.pipeline.StageStep;
import org.jspecify.annotations.Nullable;

/** Formats the line that Temporal's Web UI shows for an activity. */
final class ActivitySummaries {
    private ActivitySummaries() {}

    /**
     * Returns the line for a slice's activity.
     *
     * @param stage null = plain requests
     */
    static String of(@Nullable StageStep stage, Slice slice) {
        return stage == null ? of(slice) : stage.name() + " · " + of(slice);
    }

    private static String of(Slice slice) {
        return slice.requests() == 1
                ? "line %d · %d tokens".formatted(slice.line(), slice.tokens())
                : "%d requests from line %d · %d tokens".formatted(slice.requests(), slice.line(), slice.tokens());
    }
}
