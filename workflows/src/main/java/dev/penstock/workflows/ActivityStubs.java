package dev.penstock.workflows;

import dev.penstock.contracts.Queues;
import dev.penstock.contracts.StoreId;
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
import org.jspecify.annotations.Nullable;

/** Stubs of all activities, with their timeouts and retry policies. Work whose store is null goes to the shared queues. */
public final class ActivityStubs {
    // A slice may wait hours for quota, so only a missed heartbeat counts as death.
    private static final Duration SLICE_LIMIT = Duration.ofDays(7);
    // Five heartbeats. After a crash all slices that were under way wait this long, and so does the start of the next
    // run.
    private static final Duration SLICE_HEARTBEAT = Duration.ofSeconds(10);
    private static final Duration QUEUE_LIMIT = Duration.ofSeconds(5);
    private static final Duration FILE_LIMIT = Duration.ofHours(6);
    private static final Duration LANE_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration FILE_HEARTBEAT = Duration.ofSeconds(30);

    /** Unlimited attempts: activities count a request's faults themselves, and name the retry delay in their failure. */
    private static final RetryOptions UNTIL_DONE = RetryOptions.newBuilder()
            .setInitialInterval(Duration.ofSeconds(1))
            .setBackoffCoefficient(2)
            .setMaximumInterval(Duration.ofSeconds(60))
            .build();

    /** The longest time in which a living process fetches a call that it waits for. */
    private static final Duration FETCHED = Duration.ofSeconds(10);

    /** The time added to the time after which a completion gives up by itself. */
    private static final Duration SPARE = Duration.ofMinutes(1);

    private ActivityStubs() {}

    public static PlanActivity plan(@Nullable StoreId store, String summary) {
        return Workflow.newActivityStub(PlanActivity.class, files(store, summary));
    }

    public static SpendingActivity spending(@Nullable StoreId store, String summary) {
        return Workflow.newActivityStub(SpendingActivity.class, files(store, summary));
    }

    public static ReduceActivity reduce(@Nullable StoreId store) {
        return Workflow.newActivityStub(ReduceActivity.class, files(store, "group the answers"));
    }

    public static AssembleActivity assemble(@Nullable StoreId store) {
        return Workflow.newActivityStub(AssembleActivity.class, files(store, "assemble the results"));
    }

    /** Returns a stub for file transfers, which may take long; the heartbeat timeout detects a worker that died during one. */
    public static LaneActivity lane(@Nullable StoreId store, String summary) {
        return Workflow.newActivityStub(
                LaneActivity.class, transfers(store, summary).build());
    }

    /** Returns a stub that gives up after ten minutes, because a cancellation should not wait for a provider that is down. */
    public static LaneActivity laneForAWhile(@Nullable StoreId store, String summary) {
        return Workflow.newActivityStub(
                LaneActivity.class,
                transfers(store, summary)
                        .setScheduleToCloseTimeout(LANE_TIMEOUT)
                        .build());
    }

    public static LlmActivity llm(@Nullable StoreId store, String pool, Priority priority, String summary) {
        return llmOn(Queues.llm(store, pool), priority, summary);
    }

    public static LlmActivity llmOn(String queue, Priority priority, String summary) {
        return Workflow.newActivityStub(
                LlmActivity.class, calls(priority, summary).setTaskQueue(queue).build());
    }

    /** Returns a stub on the queue of the process that waits for the answer; a call not fetched in time means that the process is gone. */
    public static LlmActivity llmAwaited(String queue, Priority priority, String summary) {
        return Workflow.newActivityStub(
                LlmActivity.class,
                calls(priority, summary)
                        .setTaskQueue(queue)
                        .setScheduleToStartTimeout(FETCHED)
                        .build());
    }

    /** Returns a local activity stub, which runs within the workflow task and saves most of a completion's load on the server. */
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

    /** Returns a local activity stub: the activity is one call to the server, and should not wait behind file activities. */
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
                // Eager execution would bypass the queue's rate limit and order.
                .setDisableEagerExecution(true);
    }

    private static ActivityOptions.Builder transfers(@Nullable StoreId store, String summary) {
        return ActivityOptions.newBuilder()
                .setTaskQueue(Queues.lane(store))
                .setStartToCloseTimeout(FILE_LIMIT)
                .setHeartbeatTimeout(SLICE_HEARTBEAT)
                .setRetryOptions(UNTIL_DONE)
                .setSummary(summary);
    }

    private static ActivityOptions files(@Nullable StoreId store, String summary) {
        return ActivityOptions.newBuilder()
                .setTaskQueue(Queues.files(store))
                .setStartToCloseTimeout(FILE_LIMIT)
                .setHeartbeatTimeout(FILE_HEARTBEAT)
                .setRetryOptions(UNTIL_DONE)
                .setSummary(summary)
                .build();
    }
}
