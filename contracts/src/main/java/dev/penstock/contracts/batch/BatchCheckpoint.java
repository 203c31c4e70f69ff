package dev.penstock.contracts.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.ShardSet;
import dev.penstock.contracts.pipeline.StageTotal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state that a run of a batch hands to its next run when it continues as new; it travels in the memo {@link #MEMO}.
 *
 * @param heldUntil when a batch that is paused goes on by itself; null = it does not
 */
public record BatchCheckpoint(
        Plan plan,
        ShardSet unfinished,
        Receipt finished,
        Instant started,
        @Nullable String pausedBecause,
        boolean held,
        @Nullable String alert,
        @Nullable List<StageTotal> stages,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant heldUntil) {
    public static final String MEMO = "carried";
}
