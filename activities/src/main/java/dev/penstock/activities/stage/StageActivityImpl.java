package dev.penstock.activities.stage;

import dev.penstock.contracts.stage.StageActivity;
import dev.penstock.contracts.stage.StageInput;
import dev.penstock.contracts.stage.StageReceipt;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;

/** The activity that calls a provider for a stage. */
public final class StageActivityImpl implements StageActivity {
    private final StageRun stages;

    public StageActivityImpl(StageRun stages) {
        this.stages = stages;
    }

    @Override
    public StageReceipt complete(StageInput input) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        return stages.run(input, context.getInfo().getAttempt(), context::heartbeat);
    }
}
