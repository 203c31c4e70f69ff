package dev.penstock.workflows;

import dev.penstock.contracts.AssembleInput;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.BatchProgress;
import dev.penstock.contracts.BatchResult;
import dev.penstock.contracts.BatchSpec;
import dev.penstock.contracts.BatchState;
import dev.penstock.contracts.BatchWorkflow;
import dev.penstock.contracts.Carried;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.Lane;
import dev.penstock.contracts.PartProgress;
import dev.penstock.contracts.Plan;
import dev.penstock.contracts.SpecKey;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.budget.LeaseGrant;
import dev.penstock.contracts.budget.LeaseRequest;
import dev.penstock.contracts.budget.BudgetId;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plans a batch, sends its shards through a bounded window, assembles what came back. */
public final class BatchWorkflowImpl implements BatchWorkflow {
    private final BatchId id;
    private final Revision revision = new Revision();
    private final Headway headway;
    private final Fleet running;
    private final BatchCourse course;
    private final BatchMoney money;
    private final ShardWindow window;
    private @Nullable ProviderLane lane;

    /** Here, and not in {@link #run}: an update may come with the start, and is heard before it. */
    @WorkflowInit
    public BatchWorkflowImpl(@Nullable BatchSpec given) {
        BatchSpec spec = given == null ? new BatchSpec(Map.of()) : given;
        id = own();
        headway = new Headway(spec, (Carried) Workflow.getMemo(Carried.MEMO, Carried.class));
        running = new Fleet(id, revision);
        course = new BatchCourse(headway, running, revision, this::showDetails);
        money = new BatchMoney(headway, running, course, revision);
        window = new ShardWindow(id, headway, running, course, money, this::showDetails);
    }

    /** A workflow that is named otherwise is refused when it runs. */
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
        revision.begin();
        Plan carried = headway.plan();
        Plan whole = carried == null ? planned() : carried;

        headway.spec().deadline().ifPresent(course::expireAt);
        money.begin(whole);
        course.seeThrough(() -> window.sendAll(carried == null ? throughLane(whole) : whole));
        money.leave();
        return assemble(whole);
    }

    private void validate() {
        try {
            BatchId.ofWorkflow(Workflow.getInfo().getWorkflowId());
            headway.spec().validate();
        } catch (IllegalArgumentException e) {
            throw ApplicationFailure.newNonRetryableFailure(String.valueOf(e.getMessage()), FailureTypes.INVALID_SPEC);
        }
    }

    private Plan planned() {
        Plan fresh = course.onceItCan(
                () -> Activities.plan("read, check and cut the input").batch(id, headway.spec()));
        headway.planned(fresh);
        return fresh;
    }

    /** What the provider's batch API leaves for calls one by one. */
    private Plan throughLane(Plan fresh) {
        BatchSpec spec = headway.spec();
        if (spec.lane() == Lane.ONLINE || (revision.isLatest() && course.isStopped())) {
            return fresh;
        }
        lane = new ProviderLane(id, spec, headway.started(), course, this::showDetails);
        lane.run();
        Plan left = planned();
        lane.handedOver();
        return left;
    }

    private BatchResult assemble(Plan whole) {
        Ending ending = course.close();
        showDetails();
        BatchState state = ending == null ? BatchState.COMPLETED : ending.state();
        String reason = ending == null ? null : ending.reason();
        BatchResult[] result = new BatchResult[1];
        AssembleInput input = new AssembleInput(id, whole, state, headway.spec().round(), headway.started(), reason);
        Workflow.newDetachedCancellationScope(() ->
                        result[0] = course.onceItCan(() -> Activities.assemble().batch(input)))
                .run();
        headway.assembled(result[0]);
        showDetails();
        History.awaitHandlers();
        if (ending != null) {
            ending.raise();
        }
        return result[0];
    }

    @Override
    public void pause(String reason) {
        course.pause(reason);
    }

    @Override
    public void resume() {
        course.resume();
        if (lane != null) {
            lane.resume();
        }
        money.requestAgain();
        money.lend();
        showDetails();
    }

    @Override
    public void setPriority(Urgency priority) {
        headway.change(SpecKey.PRIORITY, priority.text());
        running.tellAll(shard -> shard.setPriority(priority));
    }

    @Override
    public void checkBudget(BigDecimal usd) {
        headway.spec().with(SpecKey.BUDGET_USD, usd).validate();
    }

    @Override
    public void setBudget(BigDecimal usd) {
        money.setBudget(usd);
        if (course.isHeldForMoney()) {
            resume();
        }
        money.lend();
    }

    @Override
    public void requestLease(LeaseRequest request) {
        money.requested(request);
        // What another shard gave back may come late.
        goOnOrLend();
    }

    @Override
    public void leaseGranted(BudgetId lender, LeaseGrant grant) {
        money.granted(lender, grant);
        goOnOrLend();
    }

    private void goOnOrLend() {
        if (course.isHeldForMoney() && money.hasEnough()) {
            resume();
        } else {
            money.lend();
        }
    }

    @Override
    public void drawOn(BudgetId budget) {
        money.drawOn(budget);
    }

    @Override
    public void hold(String reason) {
        course.hold(reason);
    }

    @Override
    public void part(PartProgress progress) {
        if (lane != null) {
            lane.heard(progress);
            showDetails();
        }
    }

    @Override
    public void alert(String message) {
        course.alert(message);
    }

    @Override
    public BatchProgress progress() {
        BatchProgress own = headway.progress(id, running.numbers(), course.isClosed());
        return lane == null ? own : own.plus(lane.finished()).withLane(lane.progress());
    }

    private void showDetails() {
        Workflow.setCurrentDetails(BatchDetails.of(progress()));
    }
}
