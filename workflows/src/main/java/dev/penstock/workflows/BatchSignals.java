package dev.penstock.workflows;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchWorkflow;
import io.temporal.workflow.Workflow;
import java.util.function.Consumer;

/** Signals from a shard or a provider batch to its batch; a batch that has ended does not receive them. */
public final class BatchSignals {
    private final BatchId id;
    private final BatchWorkflow batch;
    private final OrderedSignals signals = new OrderedSignals();

    public BatchSignals(BatchId id) {
        this.id = id;
        batch = Workflow.newExternalWorkflowStub(BatchWorkflow.class, id.workflowId());
    }

    public void send(Consumer<BatchWorkflow> signal) {
        signals.send(id, () -> signal.accept(batch)).exceptionally(gone -> {
            Workflow.getLogger(BatchSignals.class).info("Batch {} has ended and was not signalled", id);
            return null;
        });
    }

    /** Returns whether all signals have arrived; a signal under way is lost when the run that sent it continues as new. */
    public boolean areDelivered() {
        return signals.isIdle();
    }
}
