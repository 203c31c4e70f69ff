package dev.penstock.client.batch;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.batch.BatchProgress;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchWorkflow;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.pipeline.StageTotal;
import dev.penstock.contracts.shard.ShardProgress;
import dev.penstock.contracts.shard.ShardWorkflow;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Watches and steers the workflow of one batch. */
public final class BatchHandle {
    private final WorkflowClient client;
    private final BatchId id;
    private final WorkflowStub stub;
    private final BatchWorkflow batch;

    BatchHandle(WorkflowClient client, BatchId id, WorkflowStub stub) {
        this.client = client;
        this.id = id;
        this.stub = stub;
        this.batch = client.newWorkflowStub(BatchWorkflow.class, id.workflowId());
    }

    public BatchId id() {
        return id;
    }

    public WorkflowExecutionStatus status() {
        return client.newUntypedWorkflowStub(id.workflowId()).describe().getStatus();
    }

    /** Returns when the batch ended; empty while the batch runs. */
    public Optional<Instant> closed() {
        return Optional.ofNullable(
                client.newUntypedWorkflowStub(id.workflowId()).describe().getCloseTime());
    }

    /** Returns the batch's entry in Temporal's list, which needs no worker. */
    public ListedBatch listed() {
        return ListedBatch.of(id, client.newUntypedWorkflowStub(id.workflowId()).describe());
    }

    /** Returns Temporal's word for the workflow's status, such as {@code terminated} or {@code timed out}. */
    public String statusWord() {
        return status().name()
                .replace("WORKFLOW_EXECUTION_STATUS_", "")
                .replace("CANCELED", "CANCELLED")
                .replace('_', ' ')
                .toLowerCase(Locale.ROOT);
    }

    public boolean isRunning() {
        return status() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    }

    /**
     * Waits for the end of the batch.
     *
     * @throws io.temporal.client.WorkflowFailedException when the batch failed or was cancelled
     */
    public BatchResult result() {
        return stub.getResult(BatchResult.class);
    }

    /** Returns the batch's own progress plus that of its running shards; needs a worker. */
    public BatchProgress progress() {
        BatchProgress own = batch.progress();
        List<ShardProgress> shards = own.running().parallelStream()
                .flatMap(shard -> shardProgress(shard).stream())
                .toList();
        Receipt running = shards.stream().map(ShardProgress::finished).reduce(Receipt.NONE, Receipt::plus);
        List<StageTotal> stages = own.stages();
        for (ShardProgress shard : shards) {
            stages = StageTotal.sum(stages, shard.stages());
        }
        return own.plus(running).withStages(stages);
    }

    /** Returns a shard's progress; empty for a shard that has just ended, which the batch's own progress includes next time. */
    private Optional<ShardProgress> shardProgress(int shard) {
        try {
            return Optional.of(client.newWorkflowStub(ShardWorkflow.class, id.shardWorkflowId(shard))
                    .progress());
        } catch (WorkflowException gone) {
            return Optional.empty();
        }
    }

    public void pause(String reason) {
        batch.pause(reason);
    }

    public void resume() {
        batch.resume();
    }

    public void setPriority(Urgency priority) {
        batch.setPriority(priority);
    }

    /** Sets the budget of the whole batch, in US dollars, including what the batch has cost already. */
    public void setBudget(BigDecimal usd) {
        batch.setBudget(usd);
    }

    /** Makes the batch borrow from this budget from now on; ignored unless the budget is that of the batch's tenant or key. */
    public void drawOn(BudgetId budget) {
        batch.drawOn(budget);
    }

    public void cancel() {
        client.newUntypedWorkflowStub(id.workflowId()).cancel();
    }
}
