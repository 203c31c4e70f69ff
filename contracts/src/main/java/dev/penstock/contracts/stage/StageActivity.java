package dev.penstock.contracts.stage;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Calls the provider for one stage of a pipeline; runs on the task queue of the stage's pool. */
@ActivityInterface
public interface StageActivity {
    /** Safe to run again: what the result log has is not called again. */
    @ActivityMethod(name = "Stage.complete")
    StageReceipt complete(StageInput input);
}
