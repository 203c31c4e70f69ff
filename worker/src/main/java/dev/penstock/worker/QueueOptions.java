package dev.penstock.worker;

import io.temporal.common.converter.DataConverterException;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.worker.tuning.CompositeTuner;
import io.temporal.worker.tuning.FixedSizeSlotSupplier;
import java.time.Duration;

/** The options of the workers of each kind of task queue: how many tasks run at once, by which threads, and how workers poll. */
final class QueueOptions {
    /** Plans and assemblies read and write whole files; more at once would only make each slower. */
    static final int FILES_AT_ONCE = 4;

    static final int POLLERS = 8;
    /** Temporal's default. */
    private static final int WORKFLOW_TASKS_AT_ONCE = 200;
    /** Uploads, downloads and polls of provider batches, which should not wait for plans and assemblies. */
    private static final int TRANSFERS_AT_ONCE = 16;
    /** Cancellation reaches a slice with its heartbeat, so that a pause may take this long. */
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(2);
    /** A busy machine must not look like a deadlock; Temporal's default is one second. */
    private static final long DEADLOCK_MILLIS = 10_000;

    /** How long a workflow waits for a worker that has died before another takes it; five seconds by default. */
    private static final Duration STICKY = Duration.ofSeconds(2);

    /** Each awaited completion holds a workflow task for as long as its call takes, and costs little but memory. */
    static final int AWAITED_AT_ONCE = 2_000;

    private QueueOptions() {}

    static WorkerOptions main(ClosableSlots activitySlots) {
        return files().setWorkerTuner(new CompositeTuner(
                        new FixedSizeSlotSupplier<>(WORKFLOW_TASKS_AT_ONCE),
                        activitySlots,
                        new FixedSizeSlotSupplier<>(WORKFLOW_TASKS_AT_ONCE),
                        new FixedSizeSlotSupplier<>(1)))
                .setMaxConcurrentWorkflowTaskPollers(POLLERS)
                .setDefaultDeadlockDetectionTimeout(DEADLOCK_MILLIS)
                .setStickyQueueScheduleToStartTimeout(STICKY)
                .build();
    }

    static WorkerOptions.Builder files() {
        return WorkerOptions.newBuilder()
                .setUsingVirtualThreads(true)
                // They compute for seconds, and would keep the carriers of virtual threads from everything else.
                .setUsingVirtualThreadsOnActivityWorker(false)
                .setMaxConcurrentActivityTaskPollers(2)
                .setAllowActivityHeartbeatDuringShutdown(true);
    }

    static WorkerOptions lane() {
        return WorkerOptions.newBuilder()
                .setUsingVirtualThreads(true)
                .setMaxConcurrentActivityExecutionSize(TRANSFERS_AT_ONCE)
                .setMaxConcurrentActivityTaskPollers(2)
                .setMaxHeartbeatThrottleInterval(HEARTBEAT_INTERVAL)
                .setAllowActivityHeartbeatDuringShutdown(true)
                .build();
    }

    static WorkerOptions completions() {
        return WorkerOptions.newBuilder()
                .setUsingVirtualThreads(true)
                .setLocalActivityWorkerOnly(true)
                .setMaxConcurrentWorkflowTaskExecutionSize(AWAITED_AT_ONCE)
                .setMaxConcurrentLocalActivityExecutionSize(AWAITED_AT_ONCE)
                .setMaxConcurrentWorkflowTaskPollers(POLLERS)
                .setDefaultDeadlockDetectionTimeout(DEADLOCK_MILLIS)
                .setStickyQueueScheduleToStartTimeout(STICKY)
                .build();
    }

    static WorkerOptions.Builder calls() {
        return WorkerOptions.newBuilder()
                .setUsingVirtualThreads(true)
                .setMaxHeartbeatThrottleInterval(HEARTBEAT_INTERVAL)
                .setDisableEagerExecution(true)
                .setAllowActivityHeartbeatDuringShutdown(true);
    }

    static WorkflowImplementationOptions workflows() {
        return WorkflowImplementationOptions.newBuilder()
                // Data that cannot be decoded now never can be: the workflow fails, where a retry would hang.
                .setFailWorkflowExceptionTypes(DataConverterException.class)
                .build();
    }
}
