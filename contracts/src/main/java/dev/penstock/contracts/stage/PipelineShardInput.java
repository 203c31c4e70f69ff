package dev.penstock.contracts.stage;

import dev.penstock.contracts.ShardInput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A shard of a pipeline to run.
 *
 * @param limits of each stage, how many of this shard's requests may be called at once
 * @param totals of each stage, what earlier runs brought; null = nothing
 * @param stands the slices that are left when it continues as new; null = all from the beginning
 */
public record PipelineShardInput(
        ShardInput shard,
        List<PlannedStage> stages,
        List<Integer> limits,
        @Nullable List<StageTotal> totals,
        @Nullable List<SliceStand> stands) {}
