package dev.penstock.workflows;

import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.ShardInput;
import dev.penstock.contracts.ShardProgress;
import dev.penstock.contracts.ShardResult;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.SliceInput;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.budget.LeaseGrant;
import dev.penstock.contracts.budget.LeaseRequest;
import dev.penstock.contracts.stage.PipelineShardInput;
import dev.penstock.contracts.stage.PipelineShardWorkflow;
import dev.penstock.contracts.stage.SliceStand;
import dev.penstock.contracts.stage.StageActivity;
import dev.penstock.contracts.stage.StageInput;
import dev.penstock.contracts.stage.StageReceipt;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends a shard's slices through the stages, each as soon as it may: no slice waits for another one's stage. */
public final class PipelineShardWorkflowImpl implements PipelineShardWorkflow {
    /** A slice may bring more than the least places. */
    private static final String SHARED_PLACES = "shared places";

    private final PipelineShardInput input;
    private final ShardInput shard;
    private final StageWindows windows;
    private final StageTotals totals;
    private final ShardCourse course;
    private final StageMoney money;
    private Receipt finished;

    @WorkflowInit
    public PipelineShardWorkflowImpl(PipelineShardInput input) {
        this.input = input;
        this.shard = input.shard();
        this.windows = new StageWindows(input.stages(), input.limits());
        this.totals = new StageTotals(input.stages(), input.totals());
        this.finished = shard.soFar();
        this.course = new ShardCourse(shard);
        this.money = new StageMoney(shard, input.stages(), windows);
    }

    @Override
    public ShardResult run(PipelineShardInput given) {
        List<Slice> slices = Activities.plan("cut shard " + shard.shard()).slices(shard.batch(), shard.shard());
        place(slices);
        if (Workflow.getVersion(SHARED_PLACES, Workflow.DEFAULT_VERSION, 1) == 1) {
            windows.share();
        }

        course.seeThrough(this::sendAll, windows::isIdle);
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
        while (!course.isStopped() && !windows.isEmpty()) {
            Workflow.await(() -> course.isStopped() || windows.isEmpty() || maySend() || hasToAsk() || hasToCount());
            if (History.isLongEnoughForStages() && !windows.isEmpty() && !money.isUncounted()) {
                continueAsNew();
            }
            if (hasToCount()) {
                money.count();
            } else if (maySend()) {
                send(next().orElseThrow());
            } else if (hasToAsk()) {
                LeaseRequest request = money.ask(next().orElseThrow());
                course.tellBatch(batch -> batch.requestLease(request));
            }
        }
    }

    private boolean maySend() {
        return next().filter(money::allows).isPresent();
    }

    private boolean hasToAsk() {
        return next().filter(money::hasToAsk).isPresent();
    }

    private boolean hasToCount() {
        return !course.isStopped() && money.hasToCount();
    }

    private Optional<StageWindows.Move> next() {
        return course.isStopped() || course.isPaused() ? Optional.empty() : windows.next();
    }

    private void send(StageWindows.Move move) {
        windows.begin(move);
        Slice slice = windows.stage(move).of(move.slice());
        StageActivity activity = Activities.stage(
                slice.pool(),
                Priorities.of(course.urgency(), shard.tenant(), shard.weight(), slice.tokens()),
                Summaries.of(windows.stage(move).name(), slice));
        StageInput work = new StageInput(
                new SliceInput(
                        shard.batch(),
                        shard.shard(),
                        slice,
                        shard.round(),
                        course.mayBeLogged(),
                        course.urgency(),
                        money.reserve(move).orNull(),
                        shard.cache()),
                windows.stage(move).name(),
                windows.step(move).sample(),
                move.atOnce());
        CancellationScope scope = Workflow.newCancellationScope(
                () -> Async.function(activity::complete, work).handle((receipt, failure) -> {
                    ended(move, receipt, failure);
                    return null;
                }));
        course.begun(slice.index(), scope);
    }

    private void ended(StageWindows.Move move, @Nullable StageReceipt receipt, @Nullable RuntimeException failure) {
        course.ended(move.slice().index());
        if (receipt != null) {
            windows.passed(move);
            money.spent(move, NanoUsd.of(receipt.stage().cost().atMostNanoUsd()));
            totals.add(windows.step(move).stage(), receipt.stage());
            if (receipt.whole() != null) {
                finished = finished.plus(receipt.whole());
            }
            course.heedDeadLetters(receipt.stage(), finished);
            return;
        }
        windows.cameBack(move);
        if (course.cameBack(failure)) {
            RuntimeException trouble = Objects.requireNonNull(failure);
            Unaffordable.shortfall(trouble)
                    .ifPresentOrElse(missing -> money.fellShort(move, missing), () -> course.trouble(trouble));
        }
    }

    @Override
    public void pause() {
        course.pause();
    }

    @Override
    public void resume() {
        course.resume();
    }

    @Override
    public void setPriority(Urgency priority) {
        course.setPriority(priority);
    }

    @Override
    public void setLimits(List<Integer> limits) {
        windows.setLimits(limits);
    }

    @Override
    public void leaseGranted(LeaseGrant grant) {
        money.granted(grant, NanoUsd.of(totals.cost().atMostNanoUsd()));
        if (grant.type() == LeaseGrant.Type.RECALLED) {
            course.takeBack();
        }
    }

    @Override
    public ShardProgress progress() {
        return new ShardProgress(shard.shard(), finished, windows.slicesLeft(), totals.all());
    }

    private void continueAsNew() {
        Workflow.await(windows::isIdle);
        course.awaitToldBatch();
        if (windows.isEmpty() || course.isStopped()) {
            return;
        }
        History.awaitHandlers();
        Workflow.continueAsNew(new PipelineShardInput(
                Shards.continued(shard, course, finished, null, money.money()),
                input.stages(),
                windows.limits(),
                totals.all(),
                windows.stands()));
    }
}
