package dev.penstock.workflows.batch;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.shard.ShardInput;
import dev.penstock.contracts.shard.ShardResult;
import dev.penstock.contracts.shard.ShardWorkflow;
import dev.penstock.workflows.OrderedSignals;
import dev.penstock.workflows.Priorities;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The running shards of a batch; signals reach each of them in order. */
final class RunningShards {
    /** The time after which a task that went to a worker counts as lost with the worker; Temporal's default is ten seconds. */
    private static final Duration TASK_TIMEOUT = Duration.ofSeconds(5);

    private final BatchId batch;
    private final OrderedSignals signals;
    private final SortedSet<Integer> running = new TreeSet<>();

    /** Called with the result or the failure of a shard that has ended. */
    @FunctionalInterface
    interface Ended {
        void with(int shard, @Nullable ShardResult result, @Nullable RuntimeException failure);
    }

    RunningShards(BatchId batch, OrderedSignals signals) {
        this.batch = batch;
        this.signals = signals;
    }

    /**
     * Starts a shard as a child workflow.
     *
     * @param summary the line that the Web UI shows for it
     * @param started runs when the server has started the child, because earlier signals did not reach the shard
     */
    void start(ShardInput input, String summary, Ended ended, Runnable started) {
        int shard = input.shard();
        ShardWorkflow child = child(input, summary);
        running.add(shard);
        Async.function(child::run, input).handle((result, failure) -> {
            running.remove(shard);
            ended.with(shard, result, failure);
            return null;
        });
        Workflow.getWorkflowExecution(child).thenApply(execution -> {
            started.run();
            return null;
        });
    }

    private ShardWorkflow child(ShardInput input, String summary) {
        return Workflow.newChildWorkflowStub(
                ShardWorkflow.class,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(batch.shardWorkflowId(input.shard()))
                        .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
                        .setWorkflowTaskTimeout(TASK_TIMEOUT)
                        .setPriority(Priorities.of(input.from().urgency(), null, 1, 1))
                        .setStaticSummary(summary)
                        .build());
    }

    void signalAll(Consumer<ShardWorkflow> signal) {
        numbers().forEach(shard -> signal(shard, signal));
    }

    void signal(int shard, Consumer<ShardWorkflow> signal) {
        String workflowId = batch.shardWorkflowId(shard);
        // The stub has no run id, because a shard that has continued as new has another run than the one that was
        // started.
        ShardWorkflow stub = Workflow.newExternalWorkflowStub(ShardWorkflow.class, workflowId);
        signals.sendIfRunning(workflowId, () -> signal.accept(stub));
    }

    List<Integer> numbers() {
        return List.copyOf(running);
    }

    int size() {
        return running.size();
    }

    boolean isEmpty() {
        return running.isEmpty();
    }
}
