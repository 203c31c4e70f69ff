package dev.penstock.contracts.batch;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Joins the results into the output files. */
@ActivityInterface
public interface AssembleActivity {
    /** Writes the output files; safe to run again, because files appear under their names only when complete. */
    @ActivityMethod(name = "Assemble.batch")
    BatchResult batch(AssembleInput input);
}
