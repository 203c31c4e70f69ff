package dev.penstock.workflows;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.ShardInput;
import dev.penstock.contracts.ShardResult;
import dev.penstock.contracts.ShardWorkflow;
import dev.penstock.contracts.stage.PipelineShardInput;
import dev.penstock.contracts.stage.PipelineShardWorkflow;
import io.temporal.workflow.Async;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The shards of a batch that run just now. */
final class Fleet {
    private final BatchId batch;
    private final Courier courier;
    private final SortedSet<Integer> running = new TreeSet<>();

    /** Hears how a shard ended: with a result or a failure. */
    @FunctionalInterface
    interface Ended {
        void with(int shard, @Nullable ShardResult result, @Nullable RuntimeException failure);
    }

    Fleet(BatchId batch, Revision revision) {
        this.batch = batch;
        this.courier = new Courier(revision);
    }

    void start(ShardWorkflow child, ShardInput input, Ended ended, Runnable started) {
        start(input.shard(), child, () -> Async.function(child::run, input), ended, started);
    }

    void start(PipelineShardWorkflow child, PipelineShardInput input, Ended ended, Runnable started) {
        start(input.shard().shard(), child, () -> Async.function(child::run, input), ended, started);
    }

    private void start(int shard, Object child, Supplier<Promise<ShardResult>> run, Ended ended, Runnable started) {
        running.add(shard);
        run.get().handle((result, failure) -> {
            running.remove(shard);
            ended.with(shard, result, failure);
            return null;
        });
        Workflow.getWorkflowExecution(child).thenApply(execution -> {
            started.run();
            return null;
        });
    }

    void tellAll(Consumer<ShardWorkflow> message) {
        numbers().forEach(shard -> tell(shard, message));
    }

    void tell(int shard, Consumer<ShardWorkflow> message) {
        ShardWorkflow told = Shards.running(batch, shard);
        bring(shard, () -> message.accept(told));
    }

    /** The shards of a pipeline. */
    void tellLimits(int shard, List<Integer> limits) {
        PipelineShardWorkflow told =
                Workflow.newExternalWorkflowStub(PipelineShardWorkflow.class, batch.shardWorkflowId(shard));
        bring(shard, () -> told.setLimits(limits));
    }

    /** One that has just ended need not be told. */
    private void bring(int shard, Functions.Proc message) {
        courier.bring(shard, message).exceptionally(gone -> null);
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
