package dev.penstock.contracts.completion;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/** Calls the provider in the process that runs the workflow, if that is the one that waits for the answer. */
@ActivityInterface
public interface AwaitedActivity {
    /** Null where nobody waits for it; safe to run again: a call under way is joined. */
    @ActivityMethod(name = "Llm.completeHere")
    @Nullable
    CompletionResult completeHere(CompletionRequest request);
}
