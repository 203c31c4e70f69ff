package dev.penstock.workflows.completion;

import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.Queues;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.completion.AwaitedActivity;
import dev.penstock.contracts.completion.CompletionRequest;
import dev.penstock.contracts.completion.CompletionResult;
import dev.penstock.contracts.completion.CompletionWorkflow;
import dev.penstock.workflows.ActivityStubs;
import dev.penstock.workflows.Priorities;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.common.Priority;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends a single request, ahead of the requests of batches. */
public final class CompletionWorkflowImpl implements CompletionWorkflow {
    private static final String SUMMARY = "complete";
    /** The tokens that every completion counts as, however many it has: about those of a short question and its answer. */
    private static final long USUAL_TOKENS = 100;

    private static final Duration UNTIL_CANCELLED = Duration.ofSeconds(3);

    @Override
    public CompletionResult run(CompletionRequest request) {
        if (!request.isComplete()) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "a completion has a pool, a body and a time after which it is given up (give_up_after)",
                    FailureTypes.INVALID_SPEC);
        }
        if (!request.isAwaited()) {
            return anywhere(request);
        }
        CompletionResult result = here(request);
        if (result == null) {
            result = whereItIsAwaited(request);
        }
        if (result == null) {
            return anywhere(request.unawaited());
        }
        if (result.status() == CompletionResult.CALLER_LEFT) {
            // The cancellation is on its way, and the workflow should end as cancelled.
            Workflow.sleep(UNTIL_CANCELLED);
        }
        return result;
    }

    /** Makes the call in this process; null when no caller waits in this process. */
    private static @Nullable CompletionResult here(CompletionRequest request) {
        AwaitedActivity awaited = ActivityStubs.awaited(request.giveUpAfter());
        Promise<@Nullable CompletionResult> result = Async.function(awaited::completeHere, request);
        // A local activity cannot be cancelled; the workflow can.
        Workflow.await(result::isCompleted);
        return result.get();
    }

    /** Makes the call in the process that waits; null when that process does not take it. */
    private static @Nullable CompletionResult whereItIsAwaited(CompletionRequest request) {
        if (request.queue() == null) {
            return null;
        }
        try {
            return ActivityStubs.llmAwaited(request.queue(), high(request), SUMMARY)
                    .completeOne(request);
        } catch (ActivityFailure e) {
            if (e.getCause() instanceof TimeoutFailure timeout
                    && timeout.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START) {
                return null;
            }
            throw e;
        }
    }

    private static CompletionResult anywhere(CompletionRequest request) {
        String queue = request.queue() == null ? Queues.llm(request.store(), request.pool()) : request.queue();
        return ActivityStubs.llmOn(queue, high(request), SUMMARY).completeOne(request);
    }

    /** Returns a priority by which completions of tenants take turns whatever their size, because they are few beside batches. */
    private static Priority high(CompletionRequest request) {
        return Priorities.of(Urgency.HIGH, request.tenant(), request.weightOrOne(), USUAL_TOKENS);
    }
}
