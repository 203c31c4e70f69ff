package dev.penstock.contracts.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * The stages that a shard's slices go through.
 *
 * @param stages the stages in order; empty = plain requests, which are called once
 * @param limits for each stage, how many of this shard's requests may be called at once
 */
public record ShardStages(List<PlannedStage> stages, List<Integer> limits) {
    /** The stages of plain requests, which only the pool limits. */
    public static final ShardStages PLAIN = new ShardStages(List.of(), List.of());

    public ShardStages withLimits(List<Integer> newLimits) {
        return new ShardStages(stages, newLimits);
    }

    @JsonIgnore
    public boolean isPlain() {
        return stages.isEmpty();
    }
}
