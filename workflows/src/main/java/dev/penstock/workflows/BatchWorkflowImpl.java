package dev.penstock.workflows;

import dev.penstock.contracts.AssembleInput;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.BatchProgress;
import dev.penstock.contracts.BatchResult;
import dev.penstock.contracts.BatchSpec;
import dev.penstock.contracts.BatchState;
import dev.penstock.contracts.BatchWorkflow;
import dev.penstock.contracts.BudgetAsk;
import dev.penstock.contracts.Carried;
import dev.penstock.contracts.Counts;
import dev.penstock.contracts.Deadline;
import dev.penstock.contracts.FailurePolicy;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.Lane;
import dev.penstock.contracts.PartProgress;
import dev.penstock.contracts.Plan;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.ShardInput;
import dev.penstock.contracts.ShardResult;
import dev.penstock.contracts.ShardSet;
import dev.penstock.contracts.ShardWorkflow;
import dev.penstock.contracts.SpecKey;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.account.AccountGrant;
import dev.penstock.contracts.account.AccountId;
import dev.penstock.contracts.stage.ReduceLevel;
import dev.penstock.workflows.budget.BatchBudget;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plans a batch, sends its shards through a bounded window, assembles what came back. */
public final class BatchWorkflowImpl implements BatchWorkflow {
    private final Fleet running = new Fleet();
    private BatchId id = new BatchId("unknown");
    private BatchSpec spec;
    private @Nullable Plan plan;
    private ShardSet unfinished = ShardSet.parse("");
    private Receipt finished = Receipt.NONE;
    private Instant started = Instant.ofEpochMilli(Workflow.getInfo().getRunStartedTimestampMillis());
    private final Standing standing = new Standing();
    private final StagedShards staged = new StagedShards(running);
    private final BatchMoney money = new BatchMoney(this::give, this::giveOut);
    private @Nullable Ending ending;
    private boolean assembling;
    private @Nullable CancellationScope sending;
    private @Nullable ProviderLane lane;

    /** Here, and not in {@link #run}: an update may come with the start, and is heard before it. */
    @WorkflowInit
    public BatchWorkflowImpl(@Nullable BatchSpec given) {
        spec = given == null ? new BatchSpec(Map.of()) : given;
        Carried carried = (Carried) Workflow.getMemo(Carried.MEMO, Carried.class);
        if (carried != null) {
            plan = carried.plan();
            unfinished = StagedShards.ofTheBatch(carried);
            finished = carried.finished();
            started = carried.started();
            standing.restore(carried);
            staged.restore(carried);
        }
    }

    @Override
    public BatchResult run(BatchSpec given) {
        validate();
        Plan carried = plan;
        Plan whole = carried == null ? planned() : carried;

        sendAll(() -> {
            sendShards(carried == null ? throughLane(whole) : whole);
            reduce(whole);
        });
        return assemble(whole);
    }

    private void validate() {
        try {
            id = BatchId.ofWorkflow(Workflow.getInfo().getWorkflowId());
            spec.validate();
        } catch (IllegalArgumentException e) {
            throw ApplicationFailure.newNonRetryableFailure(String.valueOf(e.getMessage()), FailureTypes.INVALID_SPEC);
        }
    }

    private Plan planned() {
        Plan fresh =
                onceItCan(() -> Activities.plan("read, check and cut the input").batch(id, spec));
        plan = fresh;
        unfinished = fresh.unfinished();
        finished = fresh.finished();
        if (!spec.namesWeight()) {
            spec = spec.with(SpecKey.WEIGHT, fresh.tenantWeight());
        }
        return fresh;
    }

    /** What the provider's batch API leaves for calls one by one. */
    private Plan throughLane(Plan fresh) {
        if (spec.lane() == Lane.ONLINE) {
            return fresh;
        }
        lane = new ProviderLane(id, spec, started, standing, this::showDetails, this::alert);
        Plan left;
        try {
            lane.run();
            left = planned();
        } catch (ActivityFailure failure) {
            throw failure.getCause() instanceof CanceledFailure stopped ? stopped : failure;
        }
        lane.handedOver();
        return left;
    }

    private void sendAll(Runnable way) {
        spec.deadline().ifPresent(this::expireAt);
        money.begin(
                spec,
                finished.cost().atMostNanoUsd(),
                CutOff.spent(plan, unfinished),
                plan == null ? null : plan.accounts());
        sending = Workflow.newCancellationScope(way);
        try {
            sending.run();
        } catch (CanceledFailure cancelled) {
            if (ending == null) {
                ending = Ending.cancelled(cancelled);
            }
        }
        // Running shards are cancelled too by now; what they finish is kept.
        Workflow.newDetachedCancellationScope(() -> Workflow.await(running::isEmpty))
                .run();
        money.leave();
    }

    private void sendShards(Plan whole) {
        for (int shard : unfinished.stream().toArray()) {
            Workflow.await(() -> ending != null || (!standing.isPaused() && running.size() < whole.shardsInFlight()));
            if (ending != null) {
                return;
            }
            if (History.isLongEnough()) {
                continueAsNew(whole);
            }
            if (ending == null) {
                send(whole, shard);
            }
        }
        Workflow.await(() -> ending != null || running.isEmpty());
    }

    /** Level by level, until one answer remains; the store knows how far it is. */
    private void reduce(Plan whole) {
        while (whole.reduce() != null && ending == null && unfinished.size() == 0) {
            ReduceLevel level = onceItCan(() -> Activities.reduce().next(id, spec.round()));
            staged.level(level);
            unfinished = level.unfinished();
            if (unfinished.size() == 0) {
                return;
            }
            sendShards(whole);
        }
    }

    private void send(Plan whole, int shard) {
        ShardInput input = Shards.input(id, spec, shard, whole.resumed(), money.started(shard), money.isLimited());
        if (whole.stages() == null) {
            running.start(
                    Shards.child(id, spec, shard, whole.requests()), input, this::ended, () -> tellWhatItMissed(input));
        } else {
            staged.start(whole, spec, input, unfinished, this::ended, () -> tellWhatItMissed(input));
        }
        showDetails();
    }

    /** What was said before the child had started did not reach it. */
    private void tellWhatItMissed(ShardInput input) {
        if (standing.isPaused()) {
            Fleet.tell(id, input.shard(), ShardWorkflow::pause);
        }
        if (money.isLimited() && input.money() == null) {
            Fleet.tell(id, input.shard(), ShardWorkflow::limit);
        }
        if (spec.priority() != input.urgency()) {
            Fleet.tell(id, input.shard(), shard -> shard.setPriority(spec.priority()));
        }
    }

    private void ended(int shard, @Nullable ShardResult result, @Nullable RuntimeException failure) {
        if (result != null) {
            finished = finished.plus(result.receipt());
            money.ended(shard, result.receipt().cost().atMostNanoUsd(), result.whole());
            unfinished = result.whole() ? unfinished.without(shard) : unfinished;
            heedDeadLetters(shard, result);
        } else if (failure != null && !Cancelled.is(failure)) {
            end(Ending.broken(shard, failure));
        }
        giveOut();
        showDetails();
    }

    private void heedDeadLetters(int shard, ShardResult result) {
        Counts counts = finished.counts();
        if (result.receipt().counts().failed() > 0 && spec.failure() == FailurePolicy.FAIL_FAST) {
            end(Ending.failFast(shard));
        }
        if (Alarm.isDue(counts, spec.alertErrorRate())) {
            alert("%,d of %,d requests failed".formatted(counts.failed(), counts.done()));
        }
    }

    private void expireAt(String deadline) {
        Instant end = Deadline.parse(deadline, started);
        Duration left = Duration.between(Instant.ofEpochMilli(Workflow.currentTimeMillis()), end);
        Workflow.newTimer(left.isNegative() ? Duration.ZERO : left).thenApply(due -> {
            end(Ending.expired(end));
            return null;
        });
    }

    private void end(Ending how) {
        if (ending == null && !assembling) {
            ending = how;
            if (sending != null) {
                sending.cancel(how.reason());
            }
        }
    }

    private BatchResult assemble(Plan whole) {
        assembling = true;
        showDetails();
        BatchState state = ending == null ? BatchState.COMPLETED : ending.state();
        String reason = ending == null ? null : ending.reason();
        BatchResult[] result = new BatchResult[1];
        AssembleInput input = new AssembleInput(id, whole, state, spec.round(), started, reason);
        Workflow.newDetachedCancellationScope(
                        () -> result[0] = onceItCan(() -> Activities.assemble().batch(input)))
                .run();
        finished = result[0].receipt();
        showDetails();
        History.awaitHandlers();
        if (ending != null) {
            ending.raise();
        }
        return result[0];
    }

    /** What a full disk stops is tried again when somebody has made room and resumes the batch. */
    private <T> T onceItCan(Supplier<T> activity) {
        return Hold.onceItCan(activity, reason -> {
            hold(reason);
            Workflow.await(() -> !standing.isPaused());
        });
    }

    @Override
    public void pause(String reason) {
        standing.pause(reason);
        running.tellAll(id, ShardWorkflow::pause);
        showDetails();
    }

    @Override
    public void resume() {
        standing.resume();
        running.tellAll(id, ShardWorkflow::resume);
        if (lane != null) {
            lane.resume();
        }
        money.insist();
        giveOut();
        showDetails();
    }

    @Override
    public void setPriority(Urgency priority) {
        spec = spec.with(SpecKey.PRIORITY, priority.text());
        running.tellAll(id, shard -> shard.setPriority(priority));
    }

    @Override
    public void checkBudget(BigDecimal usd) {
        spec.with(SpecKey.BUDGET_USD, usd).validate();
    }

    @Override
    public void setBudget(BigDecimal usd) {
        BigDecimal before = spec.budgetUsd().orElse(null);
        spec = spec.with(SpecKey.BUDGET_USD, usd);
        money.set(spec);
        if (before == null && CutOff.isCounted()) {
            money.awaitAll();
        }
        if (before == null || before.compareTo(usd) > 0) {
            running.tellAll(id, ShardWorkflow::limit);
        }
        if (standing.isHeldForMoney()) {
            resume();
        }
        giveOut();
    }

    @Override
    public void askForBudget(BudgetAsk ask) {
        money.asked(ask);
        giveOut();
    }

    @Override
    public void granted(AccountGrant grant) {
        if (money.heard(grant)) {
            running.tellAll(id, ShardWorkflow::limit);
        }
        if (standing.isHeldForMoney() && money.hasEnough()) {
            resume();
        } else {
            giveOut();
        }
    }

    @Override
    public void drawOn(AccountId account) {
        boolean isOurs = switch (account.kind()) {
            case TENANT -> spec.tenant().filter(account.name()::equals).isPresent();
            case KEY -> spec.key().filter(account.name()::equals).isPresent();
        };
        if (isOurs && money.drawOn(account)) {
            money.awaitAll();
            running.tellAll(id, ShardWorkflow::limit);
        }
    }

    private void give(BatchBudget.Grant grant) {
        Fleet.tell(id, grant.shard(), shard -> shard.grant(grant.amount()));
    }

    private void giveOut() {
        money.giveOut();
        money.isStuckBecause(spec).ifPresent(reason -> {
            standing.holdForMoney(reason);
            running.tellAll(id, ShardWorkflow::pause);
            showDetails();
        });
    }

    @Override
    public void hold(String reason) {
        if (!standing.isPaused()) {
            standing.hold(reason);
            running.tellAll(id, ShardWorkflow::pause);
            showDetails();
        }
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
        if (standing.alert(message) && spec.pauseOnAlert()) {
            hold("alert: " + message);
        }
        showDetails();
    }

    @Override
    public BatchProgress progress() {
        BatchProgress own = new BatchProgress(
                        id,
                        state(),
                        plan == null ? 0 : plan.requests(),
                        finished,
                        running.numbers(),
                        started,
                        standing.pausedBecause(),
                        standing.isHeld(),
                        standing.alert(),
                        spec.budgetUsd().orElse(null))
                .withStages(staged.totals())
                .withDuplicates(plan == null ? null : plan.duplicates());
        return lane == null ? own : own.plus(lane.finished()).withLane(lane.progress());
    }

    private BatchState state() {
        if (standing.isPaused()) {
            return BatchState.PAUSED;
        }
        if (plan == null) {
            return BatchState.PLANNING;
        }
        return assembling ? BatchState.ASSEMBLING : BatchState.RUNNING;
    }

    private void showDetails() {
        Workflow.setCurrentDetails(BatchDetails.of(progress()));
    }

    private void continueAsNew(Plan whole) {
        Workflow.await(running::isEmpty);
        if (ending != null) {
            return;
        }
        money.leave();
        History.awaitHandlers();
        Carried carried = new Carried(
                whole,
                unfinished,
                finished,
                started,
                standing.pausedBecause(),
                standing.isHeld(),
                standing.alert(),
                staged.totals());
        Workflow.continueAsNew(
                ContinueAsNewOptions.newBuilder()
                        .setMemo(Map.of(Carried.MEMO, carried))
                        .build(),
                spec);
    }
}
