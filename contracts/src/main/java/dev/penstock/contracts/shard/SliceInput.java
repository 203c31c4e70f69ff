package dev.penstock.contracts.shard;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.IncompleteAnswer;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.batch.CacheUse;
import dev.penstock.contracts.pipeline.StageStep;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The input of {@link LlmActivity#complete}.
 *
 * @param round how often the batch's dead letters have been replayed; dead letters of earlier rounds do not count as done
 * @param mayBeLogged whether the result log may have results of this slice from an earlier run
 * @param urgency the urgency, which orders calls at the rate limiter
 * @param mayCost the most that the slice may cost, including its cost so far; null = unlimited
 * @param cache the use of cached answers; null = every request is called
 * @param stage the stage whose calls are to be made; null = the slice's own requests are called
 * @param failOn what an answer may not lack, or else is a dead letter
 */
public record SliceInput(
        BatchId batch,
        int shard,
        Slice slice,
        int round,
        boolean mayBeLogged,
        Urgency urgency,
        @Nullable NanoUsd mayCost,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable CacheUse cache,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StageStep stage,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<IncompleteAnswer> failOn) {
    public SliceInput {
        // Null in histories of versions that took every answer.
        failOn = Optional.ofNullable(failOn).orElse(List.of());
    }

    /** Creates the input of plain requests. */
    public SliceInput(
            BatchId batch,
            int shard,
            Slice slice,
            int round,
            boolean mayBeLogged,
            Urgency urgency,
            @Nullable NanoUsd mayCost,
            @Nullable CacheUse cache) {
        this(batch, shard, slice, round, mayBeLogged, urgency, mayCost, cache, null, List.of());
    }

    /** Returns this input without cache, for the samples of a vote, which should differ. */
    public SliceInput withoutCache() {
        return new SliceInput(batch, shard, slice, round, mayBeLogged, urgency, mayCost, null, stage, failOn);
    }
}
