package dev.penstock.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What {@link LlmActivity#complete} needs to know.
 *
 * @param round how often the batch's dead letters have been replayed; those of earlier rounds don't count as done
 * @param mayBeLogged whether the result log may have results of this slice from an earlier run
 * @param urgency which calls go first at the rate limiter
 * @param mayCost billionths of a US dollar that the slice may cost, with all that it has cost already; null = anything
 * @param cache null = every answer is called for
 */
public record SliceInput(
        BatchId batch,
        int shard,
        Slice slice,
        int round,
        boolean mayBeLogged,
        Urgency urgency,
        @Nullable Long mayCost,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable CacheUse cache) {
    /** For a vote, whose samples are to differ. */
    public SliceInput withoutCache() {
        return new SliceInput(batch, shard, slice, round, mayBeLogged, urgency, mayCost, null);
    }
}
