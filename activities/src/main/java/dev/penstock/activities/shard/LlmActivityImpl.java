package dev.penstock.activities.shard;

import dev.penstock.activities.completion.CompletionRun;
import dev.penstock.contracts.completion.CompletionRequest;
import dev.penstock.contracts.completion.CompletionResult;
import dev.penstock.contracts.shard.LlmActivity;
import dev.penstock.contracts.shard.SliceInput;
import dev.penstock.contracts.shard.SliceReceipt;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The activities that call a provider. */
public final class LlmActivityImpl implements LlmActivity {
    private final SliceRun slices;
    private final SliceCaller stages;
    private final CompletionRun completions;
    private final RequestMemory memory;

    /**
     * @param slices makes the calls of plain requests
     * @param stages makes the calls of a pipeline's stages
     * @param memory the memory of plain requests; stages take theirs themselves
     */
    public LlmActivityImpl(SliceRun slices, SliceCaller stages, CompletionRun completions, RequestMemory memory) {
        this.memory = memory;
        this.slices = slices;
        this.stages = stages;
        this.completions = completions;
    }

    @Override
    public SliceReceipt complete(SliceInput input) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        int attempt = context.getInfo().getAttempt();
        if (input.stage() != null) {
            return stages.call(input, attempt, context::heartbeat);
        }
        return slices.run(input, memory, attempt, context::heartbeat);
    }

    @Override
    public CompletionResult completeOne(CompletionRequest request) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        long scheduled = context.getInfo().getScheduledTimestamp();
        Duration age = Duration.ofMillis(Math.max(0, System.currentTimeMillis() - scheduled));
        return completions.run(request, context.getInfo().getAttempt(), age, () -> beat(context));
    }

    private static void beat(ActivityExecutionContext context) {
        @Nullable Void nothing = null;
        context.heartbeat(nothing);
    }
}
