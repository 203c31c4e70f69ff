package dev.penstock.workflows;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Queues;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.BatchWorkflow;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.budget.BudgetStatus;
import dev.penstock.contracts.budget.BudgetWorkflow;
import dev.penstock.contracts.budget.LimitChange;
import dev.penstock.contracts.shard.ShardInput;
import dev.penstock.workflows.batch.BatchWorkflowImpl;
import dev.penstock.workflows.budget.BudgetWorkflowImpl;
import dev.penstock.workflows.completion.CompletionWorkflowImpl;
import dev.penstock.workflows.shard.ShardWorkflowImpl;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;

/** The in-memory Temporal with our workflows on it. */
final class TestingTemporal implements AutoCloseable {
    final BatchId id = new BatchId("mine");
    final TestWorkflowEnvironment environment;
    private final BatchWorkflow batch;

    TestingTemporal(TestingActivities activities) {
        this(activities, Instant.now());
    }

    /**
     * @param now what its clock shows
     */
    TestingTemporal(TestingActivities activities, Instant now) {
        // Time moves when a test says so: left alone, it runs on to a timeout while a signal or a cancellation is on
        // its
        // way.
        this(activities, now, false);
    }

    /** Returns a Temporal whose time runs on to the next timer whenever nothing else is left to do. */
    static TestingTemporal skippingTime(TestingActivities activities) {
        return new TestingTemporal(activities, Instant.now(), true);
    }

    private TestingTemporal(TestingActivities activities, Instant now, boolean skipsTime) {
        environment = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setUseTimeskipping(skipsTime)
                .setInitialTime(now)
                .build());
        batch = stub();
        Worker main = environment.newWorker(Queues.MAIN);
        main.registerWorkflowImplementationTypes(
                BatchWorkflowImpl.class,
                ShardWorkflowImpl.class,
                CompletionWorkflowImpl.class,
                BudgetWorkflowImpl.class);
        main.registerActivitiesImplementations(activities);
        environment.newWorker(Queues.llm(null, TestingActivities.POOL)).registerActivitiesImplementations(activities);
        environment.start();
    }

    BatchWorkflow start(BatchSpec spec) {
        WorkflowClient.start(batch::run, spec);
        return batch;
    }

    /** Heard in the very first workflow task, before the batch itself begins. */
    BatchWorkflow startWith(BatchSpec spec, Consumer<BatchWorkflow> update) {
        WorkflowClient.executeUpdateWithStart(
                () -> update.accept(batch),
                UpdateOptions.<Void>newBuilder()
                        .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                        .build(),
                new WithStartWorkflowOperation<>(batch::run, spec));
        return batch;
    }

    BatchResult run(BatchSpec spec) {
        start(spec);
        return untyped().getResult(BatchResult.class);
    }

    /** Opens the budget if it isn't open. */
    BudgetStatus setLimits(BudgetId budget, LimitChange change) {
        BudgetWorkflow workflow = environment
                .getWorkflowClient()
                .newWorkflowStub(
                        BudgetWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(Queues.MAIN)
                                .setWorkflowId(budget.workflowId())
                                .setWorkflowIdConflictPolicy(
                                        WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                                .build());
        return WorkflowClient.executeUpdateWithStart(
                workflow::setLimits,
                change,
                UpdateOptions.<BudgetStatus>newBuilder()
                        .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                        .build(),
                new WithStartWorkflowOperation<>(workflow::run, null));
    }

    /** What the batch had a shard do. */
    ShardInput shardInput(int shard) {
        WorkflowClient client = environment.getWorkflowClient();
        Payloads input = client.fetchHistory(id.shardWorkflowId(shard))
                .getEvents()
                .getFirst()
                .getWorkflowExecutionStartedEventAttributes()
                .getInput();
        return Objects.requireNonNull(client.getOptions()
                .getDataConverter()
                .fromPayload(input.getPayloads(0), ShardInput.class, ShardInput.class));
    }

    private BatchWorkflow stub() {
        return environment
                .getWorkflowClient()
                .newWorkflowStub(
                        BatchWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(Queues.MAIN)
                                .setWorkflowId(id.workflowId())
                                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
                                .build());
    }

    WorkflowStub untyped() {
        return WorkflowStub.fromTyped(batch);
    }

    @Override
    public void close() {
        environment.close();
    }
}
