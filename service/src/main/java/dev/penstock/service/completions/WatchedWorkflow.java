package dev.penstock.service.completions;

import dev.penstock.activities.completion.LiveCall;
import dev.penstock.contracts.completion.CompletionResult;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workflow of a durable completion, whose result counts when the call is cancelled there or another process makes it. */
final class WatchedWorkflow {
    private static final Logger log = LoggerFactory.getLogger(WatchedWorkflow.class);

    private final WorkflowStub workflow;
    private final String id;

    WatchedWorkflow(WorkflowStub workflow, String id) {
        this.workflow = workflow;
        this.id = id;
    }

    /**
     * Completes a call from the workflow's result.
     *
     * @param again the time after which the workflow is asked again while Temporal does not answer
     * @param end when nobody waits any more, by {@code System.nanoTime()}
     */
    void watch(LiveCall call, Duration again, long end) {
        boolean unused = workflow.getResultAsync(CompletionResult.class)
                .whenComplete((result, failure) -> {
                    if (failure == null && (result.isWhole() || !call.hasBegun())) {
                        call.answer().complete(result);
                    } else if (failure != null && isOfWorkflow(failure)) {
                        call.answer().completeExceptionally(failure);
                        call.leave();
                    } else if (failure != null) {
                        log.debug("The state of completion {} cannot be read at the moment", id, failure);
                        watchLater(call, again, end);
                    }
                })
                .isDone();
    }

    /** Cancels the workflow, without waiting for it. */
    void cancel() {
        Thread.startVirtualThread(() -> {
            try {
                workflow.cancel();
            } catch (WorkflowException e) {
                log.debug("Completion {} was over or could not be cancelled", id, e);
            }
        });
    }

    private void watchLater(LiveCall call, Duration again, long end) {
        CompletableFuture.delayedExecutor(again.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                .execute(() -> {
                    if (!call.answer().isDone() && System.nanoTime() - end < 0) {
                        watch(call, again, end);
                    }
                });
    }

    private static boolean isOfWorkflow(Throwable failure) {
        return failure instanceof WorkflowFailedException
                || (failure.getCause() != null && isOfWorkflow(failure.getCause()));
    }
}
