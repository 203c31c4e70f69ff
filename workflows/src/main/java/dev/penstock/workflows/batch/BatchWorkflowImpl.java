package dev.penstock.workflows.batch;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.Lane;
import dev.penstock.contracts.StoreId;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.batch.BatchAttributes;
import dev.penstock.contracts.batch.BatchCheckpoint;
import dev.penstock.contracts.batch.BatchProgress;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.BatchWorkflow;
import dev.penstock.contracts.batch.PartProgress;
import dev.penstock.contracts.batch.Plan;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.contracts.batch.TimedHold;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.budget.BudgetLimits;
import dev.penstock.contracts.budget.LeaseGrant;
import dev.penstock.contracts.budget.LeaseRequest;
import dev.penstock.workflows.ActivityStubs;
import dev.penstock.workflows.MessageCheck;
import dev.penstock.workflows.OrderedSignals;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Plans a batch, runs its shards through a bounded window, and assembles the results. */
public final class BatchWorkflowImpl implements BatchWorkflow {
    private final BatchId id;
    private final OrderedSignals signals = new OrderedSignals();
    private final ProgressTracker progress;
    private final RunningShards running;
    private final BatchLifecycle lifecycle;
    private final BatchMoney money;
    private final ShardDispatcher shards;
    private @Nullable ProviderLane lane;

    /** Sets up the state here and not in {@link #run}, because an update may come with the start and is handled before run. */
    @WorkflowInit
    public BatchWorkflowImpl(@Nullable BatchSpec given) {
        BatchSpec spec = given == null ? new BatchSpec(Map.of()) : given;
        id = own();
        progress = new ProgressTracker(
                spec, (BatchCheckpoint) Workflow.getMemo(BatchCheckpoint.MEMO, BatchCheckpoint.class));
        running = new RunningShards(id, signals);
        lifecycle = new BatchLifecycle(progress, running, this::showDetails);
        money = new BatchMoney(progress, running, lifecycle, signals);
        shards = new ShardDispatcher(id, progress, running, lifecycle, money, this::showDetails);
    }

    /** Returns the batch's id, or "unknown" for a malformed workflow id; such a workflow fails when it runs. */
    private static BatchId own() {
        try {
            return BatchId.ofWorkflow(Workflow.getInfo().getWorkflowId());
        } catch (IllegalArgumentException e) {
            return new BatchId("unknown");
        }
    }

    @Override
    public BatchResult run(BatchSpec given) {
        validate();
        showStore();
        Plan carried = progress.plan();
        Plan whole = carried == null ? planned() : carried;

        progress.spec().deadline().ifPresent(lifecycle::expireAt);
        lifecycle.resumeInTime(this::resume);
        money.begin(whole);
        lifecycle.runUntilStopped(() -> shards.runAll(carried == null ? throughLane(whole) : whole));
        money.leave();
        return new BatchAssembly(id, progress, lifecycle, this::showDetails).of(whole);
    }

    private void validate() {
        try {
            BatchId.ofWorkflow(Workflow.getInfo().getWorkflowId());
            progress.spec().validate();
        } catch (IllegalArgumentException e) {
            throw ApplicationFailure.newNonRetryableFailure(String.valueOf(e.getMessage()), FailureTypes.INVALID_SPEC);
        }
    }

    /** Adds the batch's store to the workflow's memo, for lists; only batches that people start by themselves lack it there. */
    private void showStore() {
        StoreId store = progress.store();
        if (store != null && Workflow.getMemo(BatchAttributes.STORE, StoreId.class) == null) {
            Workflow.upsertMemo(Map.of(BatchAttributes.STORE, store));
        }
    }

    private Plan planned() {
        boolean isFindingStore = progress.store() == null;
        Plan fresh =
                lifecycle.retryWhenResumed(() -> ActivityStubs.plan(progress.store(), "read, check and cut the input")
                        .batch(id, progress.spec()));
        progress.planned(fresh);
        if (isFindingStore) {
            showStore();
        }
        return fresh;
    }

    /** Takes the batch through the provider's batch API, and returns the plan of the requests that are left for single calls. */
    private Plan throughLane(Plan fresh) {
        BatchSpec spec = progress.spec();
        if (spec.lane() == Lane.ONLINE || lifecycle.isStopped()) {
            return fresh;
        }
        lane = new ProviderLane(id, spec, progress.started(), lifecycle, signals, this::showDetails);
        lane.run();
        Plan left = planned();
        lane.resetFinished();
        return left;
    }

    @Override
    public void pause(@Nullable String reason) {
        lifecycle.pause(reason == null ? "" : reason);
    }

    @Override
    public void resume() {
        lifecycle.resume();
        if (lane != null) {
            lane.resume();
        }
        money.requestAgain();
        money.lend();
        showDetails();
    }

    @Override
    public void setPriority(Urgency priority) {
        progress.change(SpecKey.PRIORITY, priority.text());
        running.signalAll(shard -> shard.setPriority(priority));
    }

    @Override
    public void checkPriority(@Nullable Urgency priority) {
        MessageCheck.update(priority != null, "a priority is HIGH, NORMAL or LOW");
    }

    @Override
    public void checkBudget(@Nullable BigDecimal usd) {
        MessageCheck.update(
                usd != null && new BudgetLimits(usd, null).isValid(), "a budget is a number of US dollars from 0");
        progress.spec().with(SpecKey.BUDGET_USD, Objects.requireNonNull(usd)).validate();
    }

    @Override
    public void setBudget(BigDecimal usd) {
        money.setBudget(usd);
        if (lifecycle.isHeldForMoney()) {
            resume();
        }
        money.lend();
    }

    @Override
    public void requestLease(@Nullable LeaseRequest request) {
        MessageCheck.signal("requestLease", request != null && request.isValid(), () -> {
            money.requested(Objects.requireNonNull(request));
            // Money that another shard returned may arrive late.
            resumeOrLend();
        });
    }

    @Override
    public void leaseGranted(@Nullable BudgetId lender, @Nullable LeaseGrant grant) {
        MessageCheck.signal("leaseGranted", lender != null && grant != null && grant.isValid(), () -> {
            money.granted(Objects.requireNonNull(lender), Objects.requireNonNull(grant));
            resumeOrLend();
        });
    }

    private void resumeOrLend() {
        if (lifecycle.isHeldForMoney() && money.hasEnough()) {
            resume();
        } else {
            money.lend();
        }
    }

    @Override
    public void drawOn(@Nullable BudgetId budget) {
        MessageCheck.signal("drawOn", budget != null, () -> money.drawOn(Objects.requireNonNull(budget)));
    }

    @Override
    public void hold(@Nullable String reason) {
        MessageCheck.signal("hold", reason != null, () -> lifecycle.hold(Objects.requireNonNull(reason)));
    }

    @Override
    public void holdUntil(@Nullable TimedHold hold) {
        MessageCheck.signal(
                "holdUntil",
                hold != null && hold.reason() != null && hold.until() != null,
                () -> lifecycle.holdUntil(Objects.requireNonNull(hold), this::resume));
    }

    @Override
    public void part(@Nullable PartProgress progress) {
        if (lane != null && progress != null) {
            lane.progressReported(progress);
            showDetails();
        }
    }

    @Override
    public void alert(@Nullable String message) {
        MessageCheck.signal("alert", message != null, () -> lifecycle.alert(Objects.requireNonNull(message)));
    }

    @Override
    public BatchProgress progress() {
        BatchProgress own = progress.progress(id, running.numbers(), lifecycle.isClosed());
        return lane == null ? own : own.plus(lane.finished()).withLane(lane.progress());
    }

    private void showDetails() {
        Workflow.setCurrentDetails(BatchDetails.of(progress()));
    }
}
