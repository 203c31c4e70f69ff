package dev.penstock.workflows.batch;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.AssembleInput;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.batch.Plan;
import dev.penstock.workflows.ActivityStubs;
import dev.penstock.workflows.HistoryLimits;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;

/** The end of a batch: its files are written, and the workflow ends as the batch has. */
record BatchAssembly(BatchId id, ProgressTracker progress, BatchLifecycle lifecycle, Runnable showDetails) {
    /**
     * Assembles a batch whose requests have ended, also one that was stopped.
     *
     * @param whole the plan of all requests
     * @throws TemporalFailure the ending of a batch that was stopped
     */
    BatchResult of(Plan whole) {
        BatchEnding ending = lifecycle.close();
        showDetails.run();
        BatchState state = ending == null ? BatchState.COMPLETED : ending.state();
        String reason = ending == null ? null : ending.reason();
        BatchResult[] result = new BatchResult[1];
        AssembleInput input =
                new AssembleInput(id, whole, state, progress.spec().round(), progress.started(), reason);
        Workflow.newDetachedCancellationScope(() -> result[0] = lifecycle.retryWhenResumed(
                        () -> ActivityStubs.assemble(progress.store()).batch(input)))
                .run();
        progress.assembled(result[0]);
        showDetails.run();
        HistoryLimits.awaitHandlers();
        if (ending != null) {
            ending.raise();
        }
        return result[0];
    }
}
