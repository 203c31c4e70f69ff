package dev.penstock.workflows;

import static dev.penstock.workflows.TestingActivities.answered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.Cost;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.batch.BatchProgress;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.batch.BatchWorkflow;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.budget.BudgetStatus;
import dev.penstock.contracts.budget.LimitChange;
import dev.penstock.contracts.shard.Shortfall;
import dev.penstock.contracts.shard.SliceInput;
import io.temporal.failure.ApplicationFailure;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A batch of 30 requests, each 0.01 USD, and what its tenant's budget lends it. */
@Timeout(60)
class BudgetWorkflowTest {
    private static final BudgetId ACME = BudgetId.ofTenant("acme");
    private static final BudgetId KEY = BudgetId.ofKey("0123abcd");
    private static final BatchSpec SPEC =
            BatchSpec.of("file:///data/in.jsonl").with(SpecKey.SHARD, 10).with(SpecKey.TENANT, "acme");
    private static final long EACH = 10_000_000;

    private final TestingActivities activities =
            new TestingActivities(30).drawingOn(ACME).providerSays(BudgetWorkflowTest::answer);

    @Test
    void aBatchPausesWhenItsTenantsMonthIsSpentAndGoesOnByItselfWhenThatIsRaised() {
        try (TestingTemporal temporal = new TestingTemporal(activities)) {
            temporal.setLimits(ACME, limits("100", "0.2"));
            BatchWorkflow batch = temporal.start(SPEC);
            BatchProgress paused = await(temporal, batch, BatchState.PAUSED);
            assertThat(paused.pausedBecause())
                    .startsWith("tenant acme has spent ")
                    .contains("this month");
            assertThat(answers()).isLessThanOrEqualTo(20);

            temporal.setLimits(ACME, limits(null, "0.4"));

            BatchResult result = temporal.untyped().getResult(BatchResult.class);
            assertThat(result.status()).isEqualTo(BatchState.COMPLETED);
            assertThat(answers()).isEqualTo(30);
            BudgetStatus after = temporal.setLimits(ACME, limits(null, null));
            assertThat(after.today().spent()).isEqualByComparingTo("0.3");
            assertThat(after.handedOut()).isZero();
        }
    }

    @Test
    void withoutALimitABatchSpendsWhatItNeedsAndATakenAwayLimitDoesNotHold() {
        try (TestingTemporal temporal = new TestingTemporal(activities)) {
            temporal.setLimits(ACME, limits("0.1", null));
            BatchWorkflow batch = temporal.start(SPEC);
            BatchProgress unused = await(temporal, batch, BatchState.PAUSED);

            temporal.setLimits(ACME, limits("-1", null));

            assertThat(temporal.untyped().getResult(BatchResult.class).status()).isEqualTo(BatchState.COMPLETED);
        }
    }

    @Test
    void aBatchPausesWhenItsTenantsDayIsSpentAndGoesOnByItselfAtMidnight() {
        try (TestingTemporal temporal = new TestingTemporal(activities, Instant.parse("2026-11-30T23:59:40Z"))) {
            temporal.setLimits(ACME, limits("0.2", null));
            BatchWorkflow batch = temporal.start(SPEC);
            BatchProgress paused = await(temporal, batch, BatchState.PAUSED);
            assertThat(paused.pausedBecause()).contains("for today").contains("work continues at 00:00 UTC");
            assertThat(answers()).isLessThanOrEqualTo(20);

            assertThat(temporal.untyped().getResult(BatchResult.class).status()).isEqualTo(BatchState.COMPLETED);
            assertThat(answers()).isEqualTo(30);
            BudgetStatus after = temporal.setLimits(ACME, limits(null, null));
            assertThat(after.today().spent()).isEqualByComparingTo("0.1");
            assertThat(after.thisMonth().spent()).isEqualByComparingTo("0.1");
        }
    }

    @Test
    void aBatchOfATenantAndAKeySpendsOnlyWhatBothHave() {
        activities.drawingOn(ACME, KEY);
        try (TestingTemporal temporal = new TestingTemporal(activities)) {
            temporal.setLimits(ACME, limits("0.2", null));
            temporal.setLimits(KEY, limits("5", null));
            BatchWorkflow batch = temporal.start(SPEC.with(SpecKey.KEY, KEY.name()));
            awaitPausedBecause(temporal, batch, "tenant acme has spent ");
            assertThat(answers()).isBetween(15L, 20L);

            temporal.setLimits(KEY, limits("0.25", null));
            temporal.setLimits(ACME, limits("1", null));
            awaitPausedBecause(temporal, batch, "key 0123abcd has spent ");
            assertThat(answers()).isBetween(21L, 25L);

            temporal.setLimits(KEY, limits("1", null));
            assertThat(temporal.untyped().getResult(BatchResult.class).status()).isEqualTo(BatchState.COMPLETED);
            for (BudgetId budget : List.of(ACME, KEY)) {
                BudgetStatus after = temporal.setLimits(budget, limits(null, null));
                assertThat(after.today().spent()).isEqualByComparingTo("0.3");
                assertThat(after.handedOut()).isZero();
            }
        }
    }

    @Test
    void whatAPersonPausedIsNotResumedByMoney() {
        try (TestingTemporal temporal = new TestingTemporal(activities)) {
            temporal.setLimits(ACME, limits("0.2", null));
            BatchWorkflow batch = temporal.start(SPEC);
            await(temporal, batch, BatchState.PAUSED);
            batch.pause("let me look first");

            temporal.setLimits(ACME, limits("1", null));
            temporal.environment.sleep(Duration.ofSeconds(2));
            assertThat(batch.progress().state()).isEqualTo(BatchState.PAUSED);
            assertThat(batch.progress().pausedBecause()).isEqualTo("let me look first");
            assertThat(batch.progress().held()).isFalse();

            batch.resume();
            assertThat(temporal.untyped().getResult(BatchResult.class).status()).isEqualTo(BatchState.COMPLETED);
        }
    }

    private static Receipt answer(SliceInput slice) {
        NanoUsd mayCost = slice.mayCost();
        if (mayCost != null && mayCost.isLessThan(NanoUsd.of(EACH))) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "too little", FailureTypes.UNAFFORDABLE, new Shortfall(NanoUsd.ZERO, NanoUsd.of(EACH)));
        }
        Receipt one = answered(1);
        return new Receipt(one.counts(), one.usage(), new Cost(EACH, 0, 0), one.latency());
    }

    private long answers() {
        return activities.called.stream()
                .filter(slice -> slice.mayCost() == null || !slice.mayCost().isLessThan(NanoUsd.of(EACH)))
                .map(slice -> slice.slice().line())
                .distinct()
                .count();
    }

    private static LimitChange limits(@Nullable String day, @Nullable String month) {
        return new LimitChange(
                day == null ? null : new BigDecimal(day), month == null ? null : new BigDecimal(month), false, null);
    }

    private static BatchProgress await(TestingTemporal temporal, BatchWorkflow batch, BatchState state) {
        return until(temporal, batch, progress -> progress.state() == state);
    }

    private static void awaitPausedBecause(TestingTemporal temporal, BatchWorkflow batch, String reason) {
        BatchProgress unused = until(
                temporal,
                batch,
                progress -> String.valueOf(progress.pausedBecause()).startsWith(reason));
    }

    /** Returns the progress that was as wanted: money that comes back lets a batch go on for a moment. */
    private static BatchProgress until(
            TestingTemporal temporal, BatchWorkflow batch, Predicate<BatchProgress> condition) {
        for (int tries = 0; tries < 300; tries++) {
            BatchProgress progress = batch.progress();
            if (condition.test(progress)) {
                return progress;
            }
            temporal.environment.sleep(Duration.ofMillis(200));
        }
        throw new AssertionError("it never came");
    }
}
