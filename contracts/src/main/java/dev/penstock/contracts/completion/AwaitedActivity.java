package dev.penstock.contracts.completion;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/** Calls the provider in the process that runs the workflow, if that process is the one that waits for the answer. */
@ActivityInterface
public interface AwaitedActivity {
    /** Returns the answer, or null if no caller waits for it in this process; safe to run again, because it joins a call under way. */
    @ActivityMethod(name = "Llm.completeHere")
    @Nullable
    CompletionResult completeHere(CompletionRequest request);
}
