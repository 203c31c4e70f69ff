package dev.penstock.activities.pipeline;

import dev.penstock.activities.pipeline.reduce.ReduceRun;
import dev.penstock.activities.pipeline.stage.StageRun;
import dev.penstock.activities.shard.SliceBeat;
import dev.penstock.activities.shard.SliceCaller;
import dev.penstock.contracts.pipeline.StageStep;
import dev.penstock.contracts.shard.SliceInput;
import dev.penstock.contracts.shard.SliceReceipt;
import java.util.Objects;
import java.util.function.Consumer;

/** Makes the calls of a slice for one stage of a pipeline: for each request, or for each group of a reduce level. */
public final class PipelineSlices implements SliceCaller {
    private final StageRun stages;
    private final ReduceRun reduces;

    public PipelineSlices(StageRun stages, ReduceRun reduces) {
        this.stages = stages;
        this.reduces = reduces;
    }

    @Override
    public SliceReceipt call(SliceInput slice, int attempt, Consumer<SliceBeat> heart) {
        StageStep step = Objects.requireNonNull(slice.stage());
        return reduces.takes(slice, step)
                ? reduces.run(slice, step, attempt, heart)
                : stages.run(slice, step, attempt, heart);
    }
}
