package dev.penstock.workflows;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.ShardInput;
import dev.penstock.contracts.ShardResult;
import dev.penstock.contracts.ShardWorkflow;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The shards of a batch that run just now; signals reach each of them in order. */
final class RunningShards {
    private final BatchId batch;
    private final OrderedSignals signals;
    private final SortedSet<Integer> running = new TreeSet<>();

    /** Hears how a shard ended: with a result or a failure. */
    @FunctionalInterface
    interface Ended {
        void with(int shard, @Nullable ShardResult result, @Nullable RuntimeException failure);
    }

    RunningShards(BatchId batch, OrderedSignals signals) {
        this.batch = batch;
        this.signals = signals;
    }

    /**
     * @param started runs when the server has started the child: signals sent earlier did not reach it
     */
    void start(ShardWorkflow child, ShardInput input, Ended ended, Runnable started) {
        int shard = input.shard();
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

    void signalAll(Consumer<ShardWorkflow> signal) {
        numbers().forEach(shard -> signal(shard, signal));
    }

    void signal(int shard, Consumer<ShardWorkflow> signal) {
        String workflowId = batch.shardWorkflowId(shard);
        // By id alone: a shard that has continued as new has another run than the one that was started.
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
