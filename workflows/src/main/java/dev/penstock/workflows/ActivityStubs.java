package dev.penstock.workflows;

import dev.penstock.contracts.Queues;
import dev.penstock.contracts.batch.AssembleActivity;
import dev.penstock.contracts.batch.PlanActivity;
import dev.penstock.contracts.batch.SpendingActivity;
import dev.penstock.contracts.completion.AwaitedActivity;
import dev.penstock.contracts.pipeline.ReduceActivity;
import dev.penstock.contracts.pool.PoolActivity;
import dev.penstock.contracts.providerbatch.LaneActivity;
import dev.penstock.contracts.shard.LlmActivity;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.Priority;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Stubs of all activities, with their timeouts and retry policies. */
public final class ActivityStubs {
    // A slice may wait hours for quota, so only a missed heartbeat counts as death.
    private static final Duration SLICE_LIMIT = Duration.ofDays(7);
    // Five beats. After a crash all slices that were under way wait this long, and with them the next run's start.
    private static final Duration SLICE_HEARTBEAT = Duration.ofSeconds(10);
    private static final Duration QUEUE_LIMIT = Duration.ofSeconds(5);
    private static final Duration FILE_LIMIT = Duration.ofHours(6);
    private static final Duration LANE_PATIENCE = Duration.ofMinutes(10);
    private static final Duration FILE_HEARTBEAT = Duration.ofSeconds(30);

    /** Unlimited: activities count a request's faults themselves, and say the delay in their failure. */
    private static final RetryOptions UNTIL_DONE = RetryOptions.newBuilder()
            .setInitialInterval(Duration.ofSeconds(1))
            .setBackoffCoefficient(2)
            .setMaximumInterval(Duration.ofSeconds(60))
            .build();

    /** How long a process that is there takes to fetch a call that it waits for. */
    private static final Duration FETCHED = Duration.ofSeconds(10);

    /** Beyond the time after which a completion gives up by itself. */
    private static final Duration SPARE = Duration.ofMinutes(1);

    private ActivityStubs() {}

    public static PlanActivity plan(String summary) {
        return Workflow.newActivityStub(PlanActivity.class, files(summary));
    }

    public static SpendingActivity spending(String summary) {
        return Workflow.newActivityStub(SpendingActivity.class, files(summary));
    }

    public static ReduceActivity reduce() {
        return Workflow.newActivityStub(ReduceActivity.class, files("group the answers"));
    }

    public static AssembleActivity assemble() {
        return Workflow.newActivityStub(AssembleActivity.class, files("assemble the results"));
    }

    /** Transfers may take long; a worker that died in the middle is noticed after some beats. */
    public static LaneActivity lane(String summary) {
        return Workflow.newActivityStub(LaneActivity.class, transfers(summary).build());
    }

    /** Given up after some minutes: whoever cancels does not want to wait for a provider that is down. */
    public static LaneActivity laneForAWhile(String summary) {
        return Workflow.newActivityStub(
                LaneActivity.class,
                transfers(summary).setScheduleToCloseTimeout(LANE_PATIENCE).build());
    }

    public static LlmActivity llm(String pool, Priority priority, String summary) {
        return Workflow.newActivityStub(
                LlmActivity.class,
                calls(priority, summary).setTaskQueue(Queues.llm(pool)).build());
    }

    public static LlmActivity llmOn(String queue, Priority priority, String summary) {
        return Workflow.newActivityStub(
                LlmActivity.class, calls(priority, summary).setTaskQueue(queue).build());
    }

    /** On the queue of the process that waits for the answer; not fetched in time, that process is no more. */
    public static LlmActivity llmAwaited(String queue, Priority priority, String summary) {
        return Workflow.newActivityStub(
                LlmActivity.class,
                calls(priority, summary)
                        .setTaskQueue(queue)
                        .setScheduleToStartTimeout(FETCHED)
                        .build());
    }

    /** Within the workflow task, which saves the server most of what a completion costs it. */
    public static AwaitedActivity awaited(Duration giveUpAfter) {
        Duration limit = giveUpAfter.plus(SPARE);
        return Workflow.newLocalActivityStub(
                AwaitedActivity.class,
                LocalActivityOptions.newBuilder()
                        .setScheduleToCloseTimeout(limit)
                        .setLocalRetryThreshold(limit)
                        .setRetryOptions(UNTIL_DONE)
                        .setDoNotIncludeArgumentsIntoMarker(true)
                        .build());
    }

    /** In the worker that runs the workflow: it is one call to the server, and should not wait behind files. */
    public static PoolActivity pool() {
        return Workflow.newLocalActivityStub(
                PoolActivity.class,
                LocalActivityOptions.newBuilder()
                        .setScheduleToCloseTimeout(QUEUE_LIMIT)
                        .setRetryOptions(
                                RetryOptions.newBuilder().setMaximumAttempts(2).build())
                        .build());
    }

    private static ActivityOptions.Builder calls(Priority priority, String summary) {
        return ActivityOptions.newBuilder()
                .setStartToCloseTimeout(SLICE_LIMIT)
                .setHeartbeatTimeout(SLICE_HEARTBEAT)
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setRetryOptions(UNTIL_DONE)
                .setPriority(priority)
                .setSummary(summary)
                // Eager execution would pass by the queue's rate limit and order.
                .setDisableEagerExecution(true);
    }

    private static ActivityOptions.Builder transfers(String summary) {
        return ActivityOptions.newBuilder()
                .setTaskQueue(Queues.LANE)
                .setStartToCloseTimeout(FILE_LIMIT)
                .setHeartbeatTimeout(SLICE_HEARTBEAT)
                .setRetryOptions(UNTIL_DONE)
                .setSummary(summary);
    }

    private static ActivityOptions files(String summary) {
        return ActivityOptions.newBuilder()
                .setTaskQueue(Queues.MAIN)
                .setStartToCloseTimeout(FILE_LIMIT)
                .setHeartbeatTimeout(FILE_HEARTBEAT)
                .setRetryOptions(UNTIL_DONE)
                .setSummary(summary)
                .build();
    }
}
