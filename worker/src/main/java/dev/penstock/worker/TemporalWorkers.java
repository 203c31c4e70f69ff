package dev.penstock.worker;

import dev.penstock.activities.llm.Pool;
import dev.penstock.activities.llm.PoolRegistry;
import dev.penstock.contracts.AssembleActivity;
import dev.penstock.contracts.LlmActivity;
import dev.penstock.contracts.PlanActivity;
import dev.penstock.contracts.Queues;
import dev.penstock.workflows.BatchWorkflowImpl;
import dev.penstock.workflows.CompletionWorkflowImpl;
import dev.penstock.workflows.ShardWorkflowImpl;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverterException;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Which task queues this process serves, and how many tasks of each at once. */
@Singleton
final class TemporalWorkers {
    // Plans and assemblies read and write whole files; more at once would only make each slower.
    private static final int FILES_AT_ONCE = 4;
    private static final int POLLERS = 8;
    // Cancellation reaches a slice with its heartbeat; this is how long pause may take.
    private static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(2);
    // A busy machine must not look like a deadlock; Temporal's default is one second.
    private static final long DEADLOCK_MILLIS = 10_000;

    // How long a workflow waits for a worker that has died before another takes it; five seconds by default.
    private static final Duration STICKY = Duration.ofSeconds(2);

    private final WorkerFactory factory;
    private final LlmActivity llm;

    TemporalWorkers(
            WorkflowClient client,
            PlanActivity plan,
            AssembleActivity assemble,
            LlmActivity llm,
            PoolRegistry pools,
            WorkerSettings settings) {
        this.llm = llm;
        factory = WorkerFactory.newInstance(
                client,
                WorkerFactoryOptions.newBuilder()
                        .setUsingVirtualWorkflowThreads(true)
                        .build());
        Worker main = factory.newWorker(Queues.MAIN, mainOptions());
        main.registerWorkflowImplementationTypes(
                WorkflowImplementationOptions.newBuilder()
                        // What cannot be decoded now never can: fail, where a retry would hang.
                        .setFailWorkflowExceptionTypes(DataConverterException.class)
                        .build(),
                BatchWorkflowImpl.class,
                ShardWorkflowImpl.class,
                CompletionWorkflowImpl.class);
        main.registerActivitiesImplementations(plan, assemble);
        settings.served().forEach(pool -> serve(Queues.llm(pool), slots(pools.get(pool))));
    }

    /** Serves one more activity queue; before {@link #start()}. */
    void serve(String queue, int slots) {
        factory.newWorker(queue, llmOptions(slots)).registerActivitiesImplementations(llm);
    }

    void start() {
        factory.start();
    }

    WorkerFactory factory() {
        return factory;
    }

    /** A little more than may be called at once, so that the next requests wait at the gate when a call ends. */
    private static int slots(Pool pool) {
        int concurrency = pool.config().limits().concurrency();
        return concurrency + Math.max(4, concurrency / 4);
    }

    private static WorkerOptions mainOptions() {
        return WorkerOptions.newBuilder()
                .setUsingVirtualThreads(true)
                .setMaxConcurrentActivityExecutionSize(FILES_AT_ONCE)
                .setMaxConcurrentWorkflowTaskPollers(POLLERS)
                .setDefaultDeadlockDetectionTimeout(DEADLOCK_MILLIS)
                .setStickyQueueScheduleToStartTimeout(STICKY)
                .setAllowActivityHeartbeatDuringShutdown(true)
                .build();
    }

    private static WorkerOptions llmOptions(int slots) {
        return WorkerOptions.newBuilder()
                .setUsingVirtualThreads(true)
                .setMaxConcurrentActivityExecutionSize(slots)
                .setMaxConcurrentActivityTaskPollers(Math.min(POLLERS, slots))
                .setMaxHeartbeatThrottleInterval(HEARTBEAT_EVERY)
                .setDisableEagerExecution(true)
                .setAllowActivityHeartbeatDuringShutdown(true)
                .build();
    }
}
