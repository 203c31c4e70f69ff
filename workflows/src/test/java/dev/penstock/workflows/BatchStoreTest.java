package dev.penstock.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Queues;
import dev.penstock.contracts.StoreId;
import dev.penstock.contracts.batch.BatchAttributes;
import dev.penstock.contracts.batch.BatchProgress;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.batch.BatchWorkflow;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.contracts.completion.CompletionRequest;
import dev.penstock.contracts.completion.CompletionResult;
import dev.penstock.workflows.batch.BatchWorkflowImpl;
import dev.penstock.workflows.completion.CompletionWorkflowImpl;
import dev.penstock.workflows.shard.ShardWorkflowImpl;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two stores on one Temporal server: what one of them has begun, the workers of the other leave alone. */
@Timeout(60)
class BatchStoreTest {
    private static final BatchId ID = new BatchId("mine");
    private static final StoreId OURS = new StoreId("11111111");
    private static final StoreId THEIRS = new StoreId("22222222");
    private static final BatchSpec SPEC = BatchSpec.of("file:///in.jsonl").with(SpecKey.SHARD, 10);

    private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());
    private final WorkflowClient client = temporal.getWorkflowClient();
    private final TestingActivities ours = new TestingActivities(20).in(OURS);
    private final TestingActivities theirs = new TestingActivities(20).in(THEIRS);

    @AfterEach
    void close() {
        temporal.close();
    }

    @Test
    void aBatchWithoutStoreStaysInTheOneThatPlannedIt() {
        serveSharedQueues(ours);
        serve(OURS, ours);
        serve(THEIRS, theirs);

        BatchWorkflow batch = start(SPEC);
        BatchResult result = WorkflowStub.fromTyped(batch).getResult(BatchResult.class);

        assertThat(result.receipt().counts().completed()).isEqualTo(20);
        assertThat(theirs.called).isEmpty();
        assertThat(queues(ID.workflowId())).containsExactly(Queues.MAIN, Queues.files(OURS));
        assertThat(queues(ID.shardWorkflowId(1)))
                .startsWith(Queues.files(OURS))
                .contains(Queues.llm(OURS, TestingActivities.POOL))
                .hasSize(11);
        assertThat(batch.progress().store()).isEqualTo(OURS);
        assertThat(WorkflowStub.fromTyped(batch).describe().getMemo(BatchAttributes.STORE, StoreId.class))
                .isEqualTo(OURS);
    }

    @Test
    void aBatchOfAStoreIsPlannedByItsWorkers() {
        serveSharedQueues(theirs);
        serve(OURS, ours);
        serve(THEIRS, theirs);

        BatchResult unused = WorkflowStub.fromTyped(start(SPEC.with(SpecKey.STORE, OURS.value())))
                .getResult(BatchResult.class);

        assertThat(ours.called).hasSize(20);
        assertThat(theirs.called).isEmpty();
        assertThat(queues(ID.workflowId())).containsOnly(Queues.files(OURS));
    }

    @Test
    void aBatchOfAStoreWithoutWorkersWaitsAndSaysForWhom() {
        serveSharedQueues(ours);
        serve(OURS, ours);

        BatchWorkflow batch = start(SPEC.with(SpecKey.STORE, THEIRS.value()));

        await().until(() -> !queues(ID.workflowId()).isEmpty());
        BatchProgress progress = batch.progress();
        assertThat(progress.state()).isEqualTo(BatchState.VALIDATING);
        assertThat(progress.store()).isEqualTo(THEIRS);
        assertThat(queues(ID.workflowId())).containsExactly(Queues.files(THEIRS));
        assertThat(ours.assembled).hasNullValue();
    }

    @Test
    void aCompletionIsMadeInItsStore() {
        serveSharedQueues(theirs);
        serve(OURS, ours);
        temporal.start();
        WorkflowStub completion = client.newUntypedWorkflowStub("Completion", options("completion/c"));
        completion.start(new CompletionRequest(
                TestingActivities.POOL,
                Map.of(),
                Duration.ofMinutes(1),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                OURS));

        CompletionResult unused = completion.getResult(CompletionResult.class);

        assertThat(queues("completion/c")).containsExactly(Queues.llm(OURS, TestingActivities.POOL));
    }

    private void serveSharedQueues(TestingActivities activities) {
        Worker main = temporal.newWorker(Queues.MAIN);
        main.registerWorkflowImplementationTypes(
                BatchWorkflowImpl.class, ShardWorkflowImpl.class, CompletionWorkflowImpl.class);
        main.registerActivitiesImplementations(activities);
        temporal.newWorker(Queues.llm(null, TestingActivities.POOL)).registerActivitiesImplementations(activities);
    }

    private void serve(StoreId store, TestingActivities activities) {
        temporal.newWorker(Queues.files(store)).registerActivitiesImplementations(activities);
        temporal.newWorker(Queues.llm(store, TestingActivities.POOL)).registerActivitiesImplementations(activities);
    }

    private BatchWorkflow start(BatchSpec spec) {
        temporal.start();
        BatchWorkflow batch = client.newWorkflowStub(BatchWorkflow.class, options(ID.workflowId()));
        WorkflowClient.start(batch::run, spec);
        return batch;
    }

    private static WorkflowOptions options(String workflowId) {
        return WorkflowOptions.newBuilder()
                .setTaskQueue(Queues.MAIN)
                .setWorkflowId(workflowId)
                .build();
    }

    /** Returns the queues of the workflow's activities so far. */
    private List<String> queues(String workflowId) {
        return client.fetchHistory(workflowId).getEvents().stream()
                .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
                .map(event -> event.getActivityTaskScheduledEventAttributes()
                        .getTaskQueue()
                        .getName())
                .toList();
    }
}
