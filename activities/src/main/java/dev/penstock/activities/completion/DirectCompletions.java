package dev.penstock.activities.completion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.call.RetryRule;
import dev.penstock.activities.process.WorkerDrain;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.completion.CompletionRequest;
import dev.penstock.contracts.completion.CompletionResult;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes single completions in the process whose caller waits, without a workflow: each is over when the answer is there, the
 * caller leaves, or the process dies.
 */
public final class DirectCompletions {
    private static final Logger log = LoggerFactory.getLogger(DirectCompletions.class);

    private final CompletionRun completions;
    private final WorkerDrain drain;

    public DirectCompletions(CompletionRun completions, WorkerDrain drain) {
        this.completions = completions;
        this.drain = drain;
    }

    /**
     * Makes attempts until the completion is answered, refused or given up, or its caller has left, and completes the answer of
     * the caller's call.
     *
     * @param body the body for the provider; that of the request is not used
     */
    public void run(CompletionRequest request, ObjectNode body, LiveCall call) {
        try {
            for (int number = 1; ; number++) {
                try {
                    CompletionResult unused = completions.runDirectly(request, body, number, call);
                    return;
                } catch (ApplicationFailure again) {
                    Duration delay = again.getNextRetryDelay();
                    if (!FailureTypes.TRY_AGAIN.equals(again.getType()) || delay == null) {
                        throw again;
                    }
                    pause(delay, call);
                }
                if (call.answer().isDone()) {
                    return;
                }
                if (drain.hasBegun()) {
                    call.answer().complete(StoppedCompletion.result(number));
                    return;
                }
            }
        } catch (RuntimeException | Error e) {
            // First the caller, who would wait until the timeout: after an error even the log may fail.
            boolean unused = call.answer().completeExceptionally(e);
            log.warn("A completion of pool {} failed", request.pool(), e);
            if (e instanceof Error error) {
                throw error;
            }
        }
    }

    /** Waits before the next attempt, but no longer than the caller waits and this process goes on. */
    private void pause(Duration delay, LiveCall call) {
        CountDownLatch over = new CountDownLatch(1);
        boolean unused =
                call.answer().whenComplete((result, left) -> over.countDown()).isDone();
        WorkerDrain.Registration draining = drain.onBegin(over::countDown);
        try {
            boolean unusedToo =
                    over.await(Math.max(delay.toMillis(), RetryRule.MIN_DELAY.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Only a caller who leaves interrupts this thread, and then the answer is done.
            log.debug("The wait for the next attempt was interrupted");
        } finally {
            draining.close();
        }
    }
}
