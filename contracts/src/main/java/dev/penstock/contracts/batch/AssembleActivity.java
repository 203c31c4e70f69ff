package dev.penstock.contracts.batch;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Joins the results into the output files. */
@ActivityInterface
public interface AssembleActivity {
    /** Safe to run again: files appear under their names only when whole. */
    @ActivityMethod(name = "Assemble.batch")
    BatchResult batch(AssembleInput input);
}
