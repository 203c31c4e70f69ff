package dev.penstock.workflows.shard;

import dev.penstock.contracts.ShardCut;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.batch.PlanActivity;
import dev.penstock.contracts.budget.LeaseGrant;
import dev.penstock.contracts.budget.LeaseRequest;
import dev.penstock.contracts.shard.LlmActivity;
import dev.penstock.contracts.shard.ShardCheckpoint;
import dev.penstock.contracts.shard.ShardInput;
import dev.penstock.contracts.shard.ShardProgress;
import dev.penstock.contracts.shard.ShardResult;
import dev.penstock.contracts.shard.ShardWorkflow;
import dev.penstock.contracts.shard.SliceInput;
import dev.penstock.contracts.shard.SliceReceipt;
import dev.penstock.workflows.ActivityFailures;
import dev.penstock.workflows.ActivityStubs;
import dev.penstock.workflows.HistoryLimits;
import dev.penstock.workflows.InterruptedSpend;
import dev.penstock.workflows.MessageCheck;
import dev.penstock.workflows.Priorities;
import dev.penstock.workflows.pipeline.SliceScheduler;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends a shard's slices through the stages, each slice as soon as possible: no slice waits until others have passed a stage. */
public final class ShardWorkflowImpl implements ShardWorkflow {
    private static final String SLICES_FOLLOW_THE_RATE = "slices-follow-the-rate";

    private final ShardInput shard;
    private final SliceScheduler slices;
    private final ShardTotals totals;
    private final ShardLifecycle lifecycle;
    private final StageMoney money;

    @WorkflowInit
    public ShardWorkflowImpl(ShardInput shard) {
        this.shard = shard;
        this.slices = new SliceScheduler(shard.stages());
        this.totals = new ShardTotals(shard);
        this.lifecycle = new ShardLifecycle(shard);
        this.money = new StageMoney(shard, slices.stages(), slices);
    }

    @Override
    public ShardResult run(ShardInput input) {
        ShardCut cut = lifecycle.retryWhenResumed(this::cut);
        slices.addAll(cut.slices(), shard.from().slicesLeft());
        slices.join(
                cut.sizing(), cut.shardsAtOnce(), money::isKnown, shard.from().joined());

        lifecycle.runUntilStopped(this::sendAll, slices::isIdle);
        return new ShardResult(totals.finished(), slices.isEmpty(), totals.ofStages());
    }

    private ShardCut cut() {
        PlanActivity plan = ActivityStubs.plan(shard.terms().store(), "cut shard " + shard.shard());
        return Workflow.getVersion(SLICES_FOLLOW_THE_RATE, Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION
                ? ShardCut.asPlanned(plan.slices(shard.batch(), shard.shard()))
                : plan.cut(shard.batch(), shard.shard());
    }

    private void sendAll() {
        while (!lifecycle.isStopped() && !slices.isEmpty()) {
            Workflow.await(() -> lifecycle.isStopped() || slices.isEmpty() || maySend() || hasToAsk() || hasToCount());
            if (isLongEnough() && !slices.isEmpty() && !money.isUncounted()) {
                continueAsNew();
            }
            if (hasToCount()) {
                money.count(lifecycle.retryWhenResumed(() -> InterruptedSpend.of(shard)));
            } else if (maySend()) {
                send(next().orElseThrow());
            } else if (hasToAsk()) {
                LeaseRequest request = money.ask(next().orElseThrow());
                lifecycle.signalBatch(batch -> batch.requestLease(request));
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
        return !lifecycle.isStopped() && money.hasToCount();
    }

    private Optional<SliceScheduler.Move> next() {
        return lifecycle.isStopped() || lifecycle.isPaused() ? Optional.empty() : slices.next();
    }

    private void send(SliceScheduler.Move move) {
        slices.begin(move);
        Slice slice = slices.called(move);
        LlmActivity llm = ActivityStubs.llm(
                shard.terms().store(),
                slice.pool(),
                Priorities.of(
                        lifecycle.urgency(),
                        shard.terms().tenant(),
                        shard.terms().weight(),
                        slice.tokens()),
                ActivitySummaries.of(slices.stageStep(move), slice));
        SliceInput input = new SliceInput(
                shard.batch(),
                shard.shard(),
                slice,
                shard.terms().round(),
                lifecycle.mayBeLogged(),
                lifecycle.urgency(),
                money.reserve(move).orNull(),
                shard.terms().cache(),
                slices.stageStep(move),
                shard.terms().failOn());
        CancellationScope scope = Workflow.newCancellationScope(
                () -> Async.function(llm::complete, input).handle((receipt, failure) -> {
                    ended(move, receipt, failure);
                    return null;
                }));
        lifecycle.begun(slice.index(), scope);
    }

    private void ended(SliceScheduler.Move move, @Nullable SliceReceipt receipt, @Nullable RuntimeException failure) {
        lifecycle.ended(move.slice().index());
        if (receipt != null) {
            slices.passed(move);
            money.spent(move, receipt.calls().cost().atMost());
            totals.add(slices.step(move).stage(), receipt);
            if (receipt.sizing() != null) {
                slices.joiner().update(move.slice().pool(), receipt.sizing());
            }
            lifecycle.checkDeadLetters(receipt.calls(), totals.finished());
            return;
        }
        slices.returned(move);
        if (lifecycle.returned(failure)) {
            RuntimeException trouble = Objects.requireNonNull(failure);
            ActivityFailures.shortfall(trouble)
                    .ifPresentOrElse(
                            missing -> money.settleShortfall(move, missing), () -> lifecycle.holdOrStop(trouble));
        }
    }

    @Override
    public void pause() {
        lifecycle.pause();
    }

    @Override
    public void resume() {
        lifecycle.resume();
    }

    @Override
    public void setPriority(@Nullable Urgency priority) {
        MessageCheck.signal(
                "setPriority", priority != null, () -> lifecycle.setPriority(Objects.requireNonNull(priority)));
    }

    @Override
    public void setLimits(@Nullable List<@Nullable Integer> limits) {
        MessageCheck.signal("setLimits", limits != null && slices.allows(limits), () -> slices.setLimits(limits));
    }

    @Override
    public void leaseGranted(@Nullable LeaseGrant grant) {
        MessageCheck.signal(
                "leaseGranted", grant != null && grant.isValid(), () -> granted(Objects.requireNonNull(grant)));
    }

    private void granted(LeaseGrant grant) {
        money.granted(grant, totals.cost().atMost());
        if (grant.type() == LeaseGrant.Type.RECALLED) {
            lifecycle.recallSlices();
        }
    }

    @Override
    public ShardProgress progress() {
        return new ShardProgress(shard.shard(), totals.finished(), slices.slicesLeft(), totals.ofStages());
    }

    private boolean isLongEnough() {
        return shard.stages().isPlain() ? HistoryLimits.isLongEnough() : HistoryLimits.isLongEnoughForStages();
    }

    private void continueAsNew() {
        Workflow.await(slices::isIdle);
        lifecycle.awaitSignalsDelivered();
        if (slices.isEmpty() || lifecycle.isStopped() || money.isUncounted()) {
            return;
        }
        HistoryLimits.awaitHandlers();
        ShardCheckpoint checkpoint = new ShardCheckpoint(
                lifecycle.urgency(),
                lifecycle.isPaused(),
                lifecycle.mayBeLogged(),
                totals.finished(),
                totals.ofStages(),
                slices.left(),
                money.money(),
                slices.joiner().joined());
        Workflow.continueAsNew(shard.continued(shard.stages().withLimits(slices.limits()), checkpoint));
    }
}
