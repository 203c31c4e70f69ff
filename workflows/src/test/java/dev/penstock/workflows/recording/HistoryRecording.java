package dev.penstock.workflows.recording;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Queues;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.batch.BatchWorkflow;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.workflows.batch.BatchWorkflowImpl;
import dev.penstock.workflows.budget.BudgetWorkflowImpl;
import dev.penstock.workflows.completion.CompletionWorkflowImpl;
import dev.penstock.workflows.pool.PoolWorkflowImpl;
import dev.penstock.workflows.providerbatch.ProviderBatchWorkflowImpl;
import dev.penstock.workflows.shard.ShardWorkflowImpl;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A real server with our workflows and scripted activities, and a folder for what it records. */
@Timeout(180)
abstract class HistoryRecording {
    /** A set of histories stays as it was recorded; {@code -Dhistories=0.2} begins the next one. */
    private static final Path FOLDER = Path.of("src/test/resources/histories", System.getProperty("histories", "0.1"));

    /** The queue of a process that waits for completions. */
    static final String DESK = "penstock-desk";

    final ScriptedActivities activities = new ScriptedActivities();
    WorkflowClient client;
    private DevServer server;
    private WorkflowServiceStubs service;
    private WorkerFactory workers;

    @BeforeEach
    void start() throws IOException {
        server = DevServer.start();
        service = WorkflowServiceStubs.newConnectedServiceStubs(
                WorkflowServiceStubsOptions.newBuilder()
                        .setTarget(server.address())
                        .build(),
                Duration.ofMinutes(1));
        client = WorkflowClient.newInstance(
                service,
                // By default it names the machine.
                WorkflowClientOptions.newBuilder().setIdentity("recorder").build());
        workers = WorkerFactory.newInstance(client);
        workers.newWorker(Queues.MAIN)
                .registerWorkflowImplementationTypes(
                        BatchWorkflowImpl.class,
                        ShardWorkflowImpl.class,
                        CompletionWorkflowImpl.class,
                        PoolWorkflowImpl.class,
                        BudgetWorkflowImpl.class,
                        ProviderBatchWorkflowImpl.class);
        // A cancelled call hears of it with its next heartbeat.
        WorkerOptions calls = WorkerOptions.newBuilder()
                .setMaxHeartbeatThrottleInterval(Duration.ofMillis(200))
                .build();
        workers.getWorker(Queues.MAIN).registerActivitiesImplementations(activities);
        workers.newWorker(Queues.llm(null, Script.POOL), calls).registerActivitiesImplementations(activities);
        workers.newWorker(Queues.files(Script.STORE)).registerActivitiesImplementations(activities);
        workers.newWorker(Queues.llm(Script.STORE, Script.POOL), calls).registerActivitiesImplementations(activities);
        workers.newWorker(Queues.lane(Script.STORE)).registerActivitiesImplementations(new ScriptedLane(activities));
        workers.newWorker(DESK).registerActivitiesImplementations(activities);
        workers.newWorker(Queues.lane(null)).registerActivitiesImplementations(new ScriptedLane(activities));
        workers.start();
    }

    @AfterEach
    void stop() {
        workers.shutdownNow();
        service.shutdownNow();
        server.close();
    }

    /** Starts a batch of this script; its histories are named after it. */
    BatchWorkflow start(String name, Script script, BatchSpec spec) {
        BatchId id = new BatchId(name);
        activities.play(id, script);
        BatchWorkflow batch = client.newWorkflowStub(BatchWorkflow.class, options(id.workflowId()));
        WorkflowClient.start(batch::run, spec.with(SpecKey.SHARD, script.shard));
        return batch;
    }

    static BatchSpec spec() {
        return BatchSpec.of("file:///data/in.jsonl");
    }

    static WorkflowOptions options(String workflowId) {
        return WorkflowOptions.newBuilder()
                .setTaskQueue(Queues.MAIN)
                .setWorkflowId(workflowId)
                .build();
    }

    static void awaitState(BatchWorkflow batch, BatchState state) {
        until("the batch to be " + state, () -> batch.progress().state() == state);
    }

    /** Waits until calls of the batch are under way, or have been made. */
    void awaitCalls(String name) {
        String shard = new BatchId(name).shardWorkflowId(0);
        until("calls of " + name, () -> count(shard, HistoryEvent::hasActivityTaskScheduledEventAttributes) > 1);
        until("calls of " + name + " begun", () -> isCalling(shard));
    }

    /** Waits until as many slices of the batch's first shard have been recalled. */
    void awaitRecalled(String name, int slices) {
        String shard = new BatchId(name).shardWorkflowId(0);
        until(
                "recalled slices of " + name,
                () -> count(shard, HistoryEvent::hasActivityTaskCanceledEventAttributes) >= slices);
    }

    private boolean isCalling(String shard) {
        return client.newUntypedWorkflowStub(shard).describe().getRawDescription().getPendingActivitiesList().stream()
                .anyMatch(activity -> activity.getAttempt() > 0 && activity.hasLastStartedTime());
    }

    long count(String workflowId, java.util.function.Predicate<HistoryEvent> kind) {
        return client.fetchHistory(workflowId).getEvents().stream().filter(kind).count();
    }

    /** Returns the first run of the batch's first shard. */
    WorkflowExecution firstRun(BatchId id) {
        return client.fetchHistory(id.workflowId()).getEvents().stream()
                .filter(HistoryEvent::hasChildWorkflowExecutionStartedEventAttributes)
                .map(event ->
                        event.getChildWorkflowExecutionStartedEventAttributes().getWorkflowExecution())
                .findFirst()
                .orElseThrow();
    }

    static void until(String what, Callable<Boolean> happened) {
        Awaitility.await(what)
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(happened);
    }

    /** However it ends. */
    static void awaitEnd(Object workflow) {
        try {
            WorkflowStub.fromTyped(workflow).getResult(Object.class);
        } catch (WorkflowFailedException failedOrCancelled) {
            // It is recorded all the same.
        }
    }

    /** Waits for the batch's end, and saves it and its first shard. */
    void save(String name, BatchWorkflow batch) {
        awaitEnd(batch);
        BatchId id = new BatchId(name);
        save("batch-" + name, id.workflowId());
        save("shard-" + name, id.shardWorkflowId(0));
    }

    void save(String file, String workflowId) {
        save(file, client.fetchHistory(workflowId));
    }

    void save(String file, WorkflowExecution run) {
        save(file, client.fetchHistory(run.getWorkflowId(), run.getRunId()));
    }

    private static void save(String file, WorkflowExecutionHistory history) {
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(FOLDER.resolve(file + ".json"), history.toJson(false) + "\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
