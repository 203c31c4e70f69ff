package dev.penstock.workflows;

import dev.penstock.contracts.BatchWorkflow;
import dev.penstock.contracts.FailurePolicy;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.ShardInput;
import dev.penstock.contracts.ShardProgress;
import dev.penstock.contracts.ShardResult;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.SliceInput;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.stage.PipelineShardInput;
import dev.penstock.contracts.stage.PipelineShardWorkflow;
import dev.penstock.contracts.stage.SliceStand;
import dev.penstock.contracts.stage.StageActivity;
import dev.penstock.contracts.stage.StageInput;
import dev.penstock.contracts.stage.StageReceipt;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends a shard's slices through the stages, each as soon as it may: no slice waits for another one's stage. */
public final class PipelineShardWorkflowImpl implements PipelineShardWorkflow {
    private final PipelineShardInput input;
    private final ShardInput shard;
    private final StageWindows windows;
    private final StageTotals totals;
    private final Map<Integer, CancellationScope> scopes = new TreeMap<>();
    private Receipt finished;
    private Urgency urgency;
    private boolean mayBeLogged;
    private boolean paused;
    private boolean stopped;
    private boolean alerted;
    private @Nullable RuntimeException broken;

    @WorkflowInit
    public PipelineShardWorkflowImpl(PipelineShardInput input) {
        this.input = input;
        this.shard = input.shard();
        this.windows = new StageWindows(input.stages(), input.limits());
        this.totals = new StageTotals(input.stages(), input.totals());
        this.finished = shard.soFar();
        this.urgency = shard.urgency();
        this.mayBeLogged = shard.mayBeLogged();
        this.paused = shard.paused();
    }

    @Override
    public ShardResult run(PipelineShardInput given) {
        List<Slice> slices = Activities.plan("cut shard " + shard.shard()).slices(shard.batch(), shard.shard());
        place(slices);

        try {
            sendAll();
        } catch (CanceledFailure cancelled) {
            stopped = true;
        }
        // Calls under way finish and are kept, also when the shard is cancelled.
        Workflow.newDetachedCancellationScope(() -> Workflow.await(windows::isIdle))
                .run();
        if (broken != null) {
            throw broken;
        }
        return new ShardResult(finished, windows.isEmpty(), totals.all());
    }

    private void place(List<Slice> slices) {
        if (input.stands() == null) {
            slices.forEach(slice -> windows.add(slice, 0));
            return;
        }
        Map<Integer, Slice> byNumber = new HashMap<>();
        slices.forEach(slice -> byNumber.put(slice.index(), slice));
        for (SliceStand stand : input.stands()) {
            Slice slice = byNumber.get(stand.slice());
            if (slice != null) {
                windows.add(slice, stand.step());
            }
        }
    }

    private void sendAll() {
        while (!stopped && !windows.isEmpty()) {
            Workflow.await(() -> stopped || windows.isEmpty() || (!paused && windows.hasNext()));
            if (History.isLongEnoughForStages() && !windows.isEmpty()) {
                continueAsNew();
            }
            if (!stopped && !paused) {
                windows.next().ifPresent(this::send);
            }
        }
    }

    private void send(StageWindows.Move move) {
        Slice slice = windows.stage(move).of(move.slice());
        StageActivity activity = Activities.stage(
                slice.pool(),
                Priorities.of(urgency, shard.tenant(), shard.weight(), slice.tokens()),
                Summaries.of(windows.stage(move).name(), slice));
        StageInput work = new StageInput(
                new SliceInput(shard.batch(), shard.shard(), slice, shard.round(), mayBeLogged, urgency, null),
                windows.stage(move).name(),
                windows.step(move).sample(),
                move.atOnce());
        CancellationScope scope = Workflow.newCancellationScope(
                () -> Async.function(activity::complete, work).handle((receipt, failure) -> {
                    ended(move, receipt, failure);
                    return null;
                }));
        scopes.put(slice.index(), scope);
        scope.run();
    }

    private void ended(StageWindows.Move move, @Nullable StageReceipt receipt, @Nullable RuntimeException failure) {
        scopes.remove(move.slice().index());
        if (receipt != null) {
            windows.passed(move);
            totals.add(windows.step(move).stage(), receipt.stage());
            if (receipt.whole() != null) {
                finished = finished.plus(receipt.whole());
            }
            heedDeadLetters(receipt);
            return;
        }
        windows.cameBack(move);
        mayBeLogged = true;
        if (failure == null || Failed.byCancellation(failure)) {
            return;
        }
        Hold.reason(failure)
                .ifPresentOrElse(
                        reason -> {
                            pause();
                            tellBatch(batch -> batch.hold(reason));
                        },
                        () -> {
                            broken = failure;
                            stop();
                        });
    }

    private void heedDeadLetters(StageReceipt receipt) {
        if (receipt.stage().counts().failed() > 0 && shard.failure() == FailurePolicy.FAIL_FAST) {
            stop();
        }
        if (Alarm.isDue(finished.counts(), shard.alertErrorRate()) && !alerted) {
            alerted = true;
            String message = "%d of %d requests of shard %d failed"
                    .formatted(finished.counts().failed(), finished.counts().done(), shard.shard());
            tellBatch(batch -> batch.alert(message));
        }
    }

    @Override
    public void pause() {
        paused = true;
        cancelRunning();
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public void setPriority(Urgency priority) {
        if (priority != urgency) {
            urgency = priority;
            cancelRunning();
        }
    }

    @Override
    public void setLimits(List<Integer> limits) {
        windows.setLimits(limits);
    }

    @Override
    public ShardProgress progress() {
        return new ShardProgress(shard.shard(), finished, windows.slicesLeft(), totals.all());
    }

    private void stop() {
        stopped = true;
        cancelRunning();
    }

    /** Queued slices come back at once, called ones when their calls have ended. */
    private void cancelRunning() {
        List.copyOf(scopes.values()).forEach(CancellationScope::cancel);
    }

    private void tellBatch(Consumer<BatchWorkflow> message) {
        Shards.tellBatch(shard.batch(), message);
    }

    private void continueAsNew() {
        Workflow.await(windows::isIdle);
        if (windows.isEmpty() || stopped) {
            return;
        }
        History.awaitHandlers();
        Workflow.continueAsNew(new PipelineShardInput(
                Shards.continued(shard, mayBeLogged, paused, urgency, finished),
                input.stages(),
                windows.limits(),
                totals.all(),
                windows.stands()));
    }
}
