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

/** One batch, to be watched and steered. */
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

    /** When it ended; empty while it hasn't. */
    public Optional<Instant> closed() {
        return Optional.ofNullable(
                client.newUntypedWorkflowStub(id.workflowId()).describe().getCloseTime());
    }

    /** What Temporal knows of the batch without asking a worker. */
    public ListedBatch listed() {
        return ListedBatch.of(client.newUntypedWorkflowStub(id.workflowId()).describe());
    }

    /** Temporal's own word for how the workflow stands, such as {@code terminated} or {@code timed out}. */
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

    /** Waits for the end; throws what the batch failed with. */
    public BatchResult result() {
        return stub.getResult(BatchResult.class);
    }

    /** The batch's own progress and that of its running shards, added up; needs a worker. */
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

    /** One that has ended since is in the batch's own progress next time. */
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

    /** What the whole batch may cost, in US dollars. */
    public void setBudget(BigDecimal usd) {
        batch.setBudget(usd);
    }

    /** It keeps to this account's limits from now on, if it is its tenant's or its key's. */
    public void drawOn(BudgetId budget) {
        batch.drawOn(budget);
    }

    public void cancel() {
        client.newUntypedWorkflowStub(id.workflowId()).cancel();
    }
}
