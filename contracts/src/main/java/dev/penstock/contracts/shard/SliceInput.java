package dev.penstock.contracts.shard;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.batch.CacheUse;
import dev.penstock.contracts.pipeline.StageStep;
import org.jspecify.annotations.Nullable;

/**
 * What {@link LlmActivity#complete} needs to know.
 *
 * @param round how often the batch's dead letters have been replayed; those of earlier rounds don't count as done
 * @param mayBeLogged whether the result log may have results of this slice from an earlier run
 * @param urgency which calls go first at the rate limiter
 * @param mayCost billionths of a US dollar that the slice may cost, with all that it has cost already; null = anything
 * @param cache null = every answer is called for
 * @param stage which stage's calls are to be made; null = the slice's own requests are called
 */
public record SliceInput(
        BatchId batch,
        int shard,
        Slice slice,
        int round,
        boolean mayBeLogged,
        Urgency urgency,
        @Nullable Long mayCost,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable CacheUse cache,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StageStep stage) {
    /** Of plain requests. */
    public SliceInput(
            BatchId batch,
            int shard,
            Slice slice,
            int round,
            boolean mayBeLogged,
            Urgency urgency,
            @Nullable Long mayCost,
            @Nullable CacheUse cache) {
        this(batch, shard, slice, round, mayBeLogged, urgency, mayCost, cache, null);
    }

    /** For a vote, whose samples are to differ. */
    public SliceInput withoutCache() {
        return new SliceInput(batch, shard, slice, round, mayBeLogged, urgency, mayCost, null, stage);
    }
}
