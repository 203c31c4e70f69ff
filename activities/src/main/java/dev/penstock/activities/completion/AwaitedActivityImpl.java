package dev.penstock.activities.completion;

import dev.penstock.contracts.completion.AwaitedActivity;
import dev.penstock.contracts.completion.CompletionRequest;
import dev.penstock.contracts.completion.CompletionResult;
import io.temporal.activity.Activity;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes the call of a completion in the process in which the caller waits for the answer. */
public final class AwaitedActivityImpl implements AwaitedActivity {
    private final CompletionRun completions;
    private final LiveCalls calls;

    public AwaitedActivityImpl(CompletionRun completions, LiveCalls calls) {
        this.completions = completions;
        this.calls = calls;
    }

    @Override
    public @Nullable CompletionResult completeHere(CompletionRequest request) {
        if (!calls.concerns(request)) {
            return null;
        }
        Duration age = calls.find(request.stream()).map(LiveCall::age).orElse(Duration.ZERO);
        int attempt = Activity.getExecutionContext().getInfo().getAttempt();
        // The activity has no heartbeat: the process in which the caller waits ends the call without the server's help.
        return completions.run(request, attempt, age, () -> {});
    }
}
