package dev.penstock.workflows;

import static dev.penstock.workflows.TestingActivities.answered;
import static dev.penstock.workflows.TestingActivities.receipt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.Cost;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.batch.BatchProgress;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.batch.BatchWorkflow;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.contracts.shard.Shortfall;
import dev.penstock.contracts.shard.SliceInput;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchWorkflowTest {
    private static final BatchSpec SPEC = BatchSpec.of("file:///data/in.jsonl").with(SpecKey.SHARD, 10);

    @Test
    void sendsEveryRequestOnceAndAssembles() {
        TestingActivities activities = new TestingActivities(95);
        try (TestingTemporal temporal = new TestingTemporal(activities)) {
            BatchResult result = temporal.run(SPEC);

            assertThat(result.status()).isEqualTo(BatchState.COMPLETED);
            assertThat(activities.called.stream().map(input -> input.slice().line()))
                    .hasSize(95)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void refusesAWrongOptionWithTheNearestRightName() {
        try (TestingTemporal temporal = new TestingTemporal(new TestingActivities(1))) {
            BatchSpec typo = new BatchSpec(Map.of("input", "file:///x", "modle", "gpt-4o-mini"));

            assertThatThrownBy(() -> temporal.run(typo))
                    .isInstanceOf(WorkflowFailedException.class)
                    .cause()
                    .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                        assertThat(failure.getType()).isEqualTo(FailureTypes.INVALID_SPEC);
                        assertThat(failure.getOriginalMessage())
                                .isEqualTo("a batch has no \"modle\"; did you mean \"model\"?");
                    });
        }
    }

    @Test
    void pausesAtItsBudgetAndGoesOnWithMore() {
        TestingActivities activities =
                new TestingActivities(95).providerSays(slice -> costing(slice.mayCost(), 3_000_000));
        try (TestingTemporal temporal = new TestingTemporal(activities)) {
            BatchWorkflow batch = temporal.start(SPEC.with(SpecKey.BUDGET_USD, 0.1));

            BatchProgress held = waitFor(temporal, batch, BatchState.PAUSED);
            assertThat(held.pausedBecause()).startsWith("budget of 0.1 USD reached: 0.0990 USD are spent");
            assertThat(held.held()).isTrue();
            assertThat(answers(activities)).isEqualTo(33);

            batch.setBudget(new BigDecimal("1"));

            BatchResult result = temporal.untyped().getResult(BatchResult.class);
            assertThat(result.status()).isEqualTo(BatchState.COMPLETED);
            assertThat(answers(activities)).isEqualTo(95);
        }
    }

    private static Receipt costing(@Nullable NanoUsd mayCost, long cost) {
        if (mayCost != null && mayCost.isLessThan(NanoUsd.of(cost))) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "too little", FailureTypes.UNAFFORDABLE, new Shortfall(NanoUsd.ZERO, NanoUsd.of(cost)));
        }
        Receipt one = answered(1);
        return new Receipt(one.counts(), one.usage(), new Cost(cost, 0, 0), one.latency());
    }

    private static long answers(TestingActivities activities) {
        return activities.called.stream()
                .filter(slice -> slice.mayCost() == null || !slice.mayCost().isLessThan(NanoUsd.of(3_000_000)))
                .map(slice -> slice.slice().line())
                .distinct()
                .count();
    }

    @Test
    void pausesWhenAShardCannotGoOnAndSendsTheHeldSliceAfterResume() {
        AtomicBoolean keyIsWrong = new AtomicBoolean(true);
        // One slice: the in-memory server hangs when several are cancelled as they fail; the real one is tried end to
        // end.
        TestingActivities activities = new TestingActivities(1).providerSays(slice -> {
            if (keyIsWrong.get()) {
                throw ApplicationFailure.newNonRetryableFailure("401 invalid_api_key", FailureTypes.HOLD);
            }
            return answered(1);
        });
        try (TestingTemporal temporal = new TestingTemporal(activities)) {
            BatchWorkflow batch = temporal.start(SPEC);
            BatchProgress held = waitFor(temporal, batch, BatchState.PAUSED);
            assertThat(held.pausedBecause()).isEqualTo("401 invalid_api_key");

            keyIsWrong.set(false);
            batch.resume();

            BatchResult result = temporal.untyped().getResult(BatchResult.class);
            assertThat(result.status()).isEqualTo(BatchState.COMPLETED);
            assertThat(activities.called).anyMatch(SliceInput::mayBeLogged);
        }
    }

    @Test
    void goesOnByItselfWhenTheQuotaOfTheDayReturns() {
        List<Instant> calls = Collections.synchronizedList(new ArrayList<>());
        TestingActivities activities = new TestingActivities(1);
        try (TestingTemporal temporal = TestingTemporal.skippingTime(activities)) {
            Instant evening = now(temporal).plus(Duration.ofHours(7));
            activities.providerSays(slice -> {
                calls.add(now(temporal));
                return withQuotaFrom(calls.size() == 1 ? evening : null);
            });

            BatchResult result = temporal.run(SPEC);

            assertThat(result.status()).isEqualTo(BatchState.COMPLETED);
            assertThat(calls).hasSize(2);
            assertThat(calls.getLast()).isBetween(evening, evening.plus(Duration.ofMinutes(1)));
        }
    }

    private static Instant now(TestingTemporal temporal) {
        return Instant.ofEpochMilli(temporal.environment.currentTimeMillis());
    }

    @Test
    void whoResumesABatchThatWaitsForItsQuotaTriesAtOnce() {
        AtomicReference<@Nullable Instant> returns =
                new AtomicReference<>(Instant.now().plus(Duration.ofHours(7)));
        TestingActivities activities = new TestingActivities(1).providerSays(slice -> withQuotaFrom(returns.get()));
        try (TestingTemporal temporal = new TestingTemporal(activities)) {
            BatchWorkflow batch = temporal.start(SPEC);
            BatchProgress held = waitFor(temporal, batch, BatchState.PAUSED);
            assertThat(held.held()).isTrue();

            returns.set(null);
            batch.resume();

            assertThat(temporal.untyped().getResult(BatchResult.class).status()).isEqualTo(BatchState.COMPLETED);
        }
    }

    private static Receipt withQuotaFrom(@Nullable Instant time) {
        if (time != null) {
            throw ApplicationFailure.newNonRetryableFailure("429: the day is used up", FailureTypes.HOLD, time);
        }
        return answered(1);
    }

    @Test
    void waitsForRoomOnTheDiskBeforeItPlans() {
        AtomicBoolean full = new AtomicBoolean(true);
        TestingActivities activities = new TestingActivities(3).diskSays(() -> {
            if (full.get()) {
                throw ApplicationFailure.newNonRetryableFailure("the disk is full", FailureTypes.HOLD);
            }
        });
        try (TestingTemporal temporal = new TestingTemporal(activities)) {
            BatchWorkflow batch = temporal.start(SPEC);
            assertThat(waitFor(temporal, batch, BatchState.PAUSED).pausedBecause())
                    .isEqualTo("the disk is full");

            full.set(false);
            batch.resume();

            assertThat(temporal.untyped().getResult(BatchResult.class).status()).isEqualTo(BatchState.COMPLETED);
        }
    }

    @Test
    void stopsAtTheFirstDeadLetterWhenFailFast() {
        TestingActivities activities = new TestingActivities(20, 1)
                .providerSays(slice -> slice.slice().line() == 5 ? receipt(0, 1) : answered(1));
        try (TestingTemporal temporal = new TestingTemporal(activities)) {
            assertThatThrownBy(() -> temporal.run(SPEC.with(SpecKey.SHARD, 1).with(SpecKey.FAILURE, "fail-fast")))
                    .isInstanceOf(WorkflowFailedException.class);

            assertThat(activities.endedAs()).isEqualTo(BatchState.FAILED);
            assertThat(activities.called).hasSize(5);
        }
    }

    @Test
    void deliversWhatIsFinishedWhenTheDeadlinePasses() {
        TestingActivities activities =
                new TestingActivities(3, 1).providerSays(BatchWorkflowTest::refusesTheKeyFromLineTwo);
        try (TestingTemporal temporal = new TestingTemporal(activities)) {
            BatchWorkflow batch = temporal.start(SPEC.with(SpecKey.SHARD, 1).with(SpecKey.DEADLINE, "8s"));

            BatchResult result = temporal.untyped().getResult(BatchResult.class);
            assertThat(result.status()).isEqualTo(BatchState.EXPIRED);
        }
    }

    /** Nothing runs when it is cancelled: that is where the in-memory server hangs; the real one is tried end to end. */
    @Test
    void cancellingKeepsAndDeliversFinishedWork() {
        TestingActivities activities =
                new TestingActivities(3, 1).providerSays(BatchWorkflowTest::refusesTheKeyFromLineTwo);
        try (TestingTemporal temporal = new TestingTemporal(activities)) {
            BatchWorkflow batch = temporal.start(SPEC.with(SpecKey.SHARD, 1));
            waitFor(temporal, batch, BatchState.PAUSED);

            temporal.untyped().cancel();

            assertThatThrownBy(() -> temporal.untyped().getResult(BatchResult.class))
                    .cause()
                    .isInstanceOf(CanceledFailure.class);
            assertThat(activities.endedAs()).isEqualTo(BatchState.CANCELLED);
        }
    }

    @Test
    void whatIsLeftGoesWithItsNewPriority() {
        AtomicBoolean mended = new AtomicBoolean();
        TestingActivities activities = new TestingActivities(3, 1)
                .providerSays(slice -> mended.get() ? answered(1) : refusesTheKeyFromLineTwo(slice));
        try (TestingTemporal temporal = new TestingTemporal(activities)) {
            BatchWorkflow batch = temporal.start(SPEC.with(SpecKey.SHARD, 1).with(SpecKey.PRIORITY, "low"));
            waitFor(temporal, batch, BatchState.PAUSED);
            activities.called.clear();

            batch.setPriority(Urgency.HIGH);
            mended.set(true);
            batch.resume();

            assertThat(temporal.untyped().getResult(BatchResult.class).status()).isEqualTo(BatchState.COMPLETED);
            assertThat(activities.called).extracting(SliceInput::urgency).containsOnly(Urgency.HIGH);
        }
    }

    @Test
    void whatIsSaidWithTheStartHolds() {
        TestingActivities activities = new TestingActivities(3);
        try (TestingTemporal temporal = new TestingTemporal(activities)) {
            BatchWorkflow batch = temporal.startWith(SPEC, starting -> starting.pause("not yet"));
            batch.setPriority(Urgency.HIGH);
            assertThat(waitFor(temporal, batch, BatchState.PAUSED).pausedBecause())
                    .isEqualTo("not yet");
            assertThat(activities.called).isEmpty();

            batch.resume();

            assertThat(temporal.untyped().getResult(BatchResult.class).status()).isEqualTo(BatchState.COMPLETED);
            assertThat(activities.called).extracting(SliceInput::urgency).containsOnly(Urgency.HIGH);
        }
    }

    @Test
    void aPrioritySetWithTheStartHolds() {
        TestingActivities activities = new TestingActivities(3);
        try (TestingTemporal temporal = new TestingTemporal(activities)) {
            temporal.startWith(SPEC, starting -> starting.setPriority(Urgency.HIGH));

            assertThat(temporal.untyped().getResult(BatchResult.class).status()).isEqualTo(BatchState.COMPLETED);
            assertThat(activities.called).extracting(SliceInput::urgency).containsOnly(Urgency.HIGH);
        }
    }

    @Test
    void aTenantHasTheWeightThatWorkersAreConfiguredWith() {
        assertThat(weightOf(SPEC.with(SpecKey.TENANT, "acme"))).isEqualTo(4);
        assertThat(weightOf(SPEC.with(SpecKey.TENANT, "acme").with(SpecKey.WEIGHT, 0.5)))
                .isEqualTo(0.5);
        assertThat(weightOf(SPEC.with(SpecKey.TENANT, "other"))).isEqualTo(1);
    }

    @Test
    void alertsAtTheErrorRateAndPausesIfAsked() {
        TestingActivities activities = new TestingActivities(60)
                .providerSays(slice -> slice.slice().line() % 2 == 0 ? receipt(0, 1) : answered(1));
        try (TestingTemporal temporal = new TestingTemporal(activities)) {
            BatchWorkflow batch = temporal.start(SPEC.with(SpecKey.PAUSE_ON_ALERT, true));

            BatchProgress paused = waitFor(temporal, batch, BatchState.PAUSED);

            assertThat(paused.alert()).contains("requests failed");
        }
    }

    @Test
    void countsSlicesThatRunSideBySideExactly() {
        Receipt two = answered(1).plus(answered(1));

        assertThat(two.counts().completed()).isEqualTo(2);
        assertThat(two.latency().percentile(50)).isBetween(297L, 303L);
    }

    private static double weightOf(BatchSpec spec) {
        TestingActivities activities = new TestingActivities(1);
        activities.tenantWeights.put("acme", 4.0);
        try (TestingTemporal temporal = new TestingTemporal(activities)) {
            temporal.run(spec);
            return temporal.shardInput(0).terms().weight();
        }
    }

    private static Receipt refusesTheKeyFromLineTwo(SliceInput input) {
        if (input.slice().line() > 1) {
            throw ApplicationFailure.newNonRetryableFailure("401 invalid_api_key", FailureTypes.HOLD);
        }
        return answered(1);
    }

    private static BatchProgress waitFor(TestingTemporal temporal, BatchWorkflow batch, BatchState state) {
        for (int tries = 0; tries < 200; tries++) {
            BatchProgress progress = batch.progress();
            if (progress.state() == state) {
                return progress;
            }
            temporal.environment.sleep(Duration.ofMillis(100));
        }
        throw new AssertionError("the batch never was " + state);
    }
}
