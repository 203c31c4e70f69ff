package dev.penstock.activities.pipeline;

import dev.penstock.activities.pipeline.reduce.ReduceRun;
import dev.penstock.activities.pipeline.stage.StageRun;
import dev.penstock.contracts.stage.StageActivity;
import dev.penstock.contracts.stage.StageInput;
import dev.penstock.contracts.stage.StageReceipt;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;

/** The activity that calls a provider for a stage. */
public final class StageActivityImpl implements StageActivity {
    private final StageRun stages;
    private final ReduceRun reduces;

    public StageActivityImpl(StageRun stages, ReduceRun reduces) {
        this.stages = stages;
        this.reduces = reduces;
    }

    @Override
    public StageReceipt complete(StageInput input) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        int attempt = context.getInfo().getAttempt();
        return reduces.takes(input)
                ? reduces.run(input, attempt, context::heartbeat)
                : stages.run(input, attempt, context::heartbeat);
    }
}
