package dev.penstock.activities.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.activities.budget.Spending.Answer;
import dev.penstock.contracts.Limit;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.budget.LeaseGrant;
import dev.penstock.contracts.budget.LeaseGrant.Type;
import dev.penstock.contracts.budget.LeaseRequest;
import dev.penstock.contracts.budget.LeaseRequest.Activity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpendingTest {
    private static final BudgetId ACME = BudgetId.ofTenant("acme");
    private static final BudgetId KEY = BudgetId.ofKey("0123abcd");

    private final TestingBudgets budgets = new TestingBudgets();
    private final AtomicLong now = new AtomicLong();
    private final Spending spending = new Spending(budgets, now::get);

    @Test
    void whoHasNoLimitIsNotAskedWhatHisCallsMayCost() {
        Answer answer = spending.claim("acme", null, () -> {
            throw new AssertionError("nobody should ask");
        });

        assertThat(answer).isInstanceOf(Answer.Allowed.class);
        assertThat(spending.claim(null, null, Optional::empty)).isInstanceOf(Answer.Allowed.class);
        assertThat(budgets.requests).isEmpty();
    }

    @Test
    void callsAreMadeUntilTheWorstCaseOfTheNextIsNotThere() {
        budgets.left.put(ACME, 1_000L);
        int calls = 0;
        Answer answer = claim(100);
        while (answer instanceof Answer.Allowed(Spending.Claim claim) && calls < 1_000) {
            claim.settle(NanoUsd.of(50));
            calls++;
            answer = claim(100);
        }

        assertThat(answer).isEqualTo(new Answer.Refused("tenant acme is spent"));
        assertThat(calls).isBetween(18, 19);
    }

    @Test
    void whatWasLentBeforeALimitWasLiftedIsNotSpentUnderTheNext() {
        budgets.left.put(ACME, 1_000L);
        allowed(claim(100)).settle(NanoUsd.of(0));
        budgets.left.remove(ACME);
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        // More than what is left of the loan, so that the budget is asked.
        allowed(claim(100_000)).settle(NanoUsd.of(0));
        budgets.left.put(ACME, 50L);
        now.addAndGet(Duration.ofSeconds(6).toNanos());
        spending.reportAndRefresh();

        assertThat(claim(100)).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void drawingOftenNeverAsksForMoreThanNumbersCanSay() {
        budgets.left.put(ACME, 200L);

        for (int i = 0; i < 200; i++) {
            budgets.left.merge(ACME, 100L, Long::sum);
            now.addAndGet(Duration.ofSeconds(2).toNanos());
            Spending.Claim claim = allowed(claim(100));
            claim.settle(NanoUsd.of(100));
        }
    }

    @Test
    void aCallThatMayHaveBeenPaidCountsWithItsWorstCase() {
        budgets.left.put(ACME, 250L);
        for (int i = 0; i < 2; i++) {
            Spending.Claim lost = allowed(claim(100));
            lost.settle(lost.worst());
        }
        assertThat(claim(100)).isInstanceOf(Answer.Refused.class);
        budgets.left.put(ACME, 250L);
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        for (int i = 0; i < 10; i++) {
            allowed(claim(100)).settle(NanoUsd.of(0));
        }
    }

    @Test
    void bothBudgetsHaveToHaveIt() {
        budgets.left.put(ACME, 1_000_000L);
        budgets.left.put(KEY, 150L);

        allowed(spending.claim("acme", "0123abcd", () -> Optional.of(NanoUsd.of(100))));

        assertThat(spending.claim("acme", "0123abcd", () -> Optional.of(NanoUsd.of(100))))
                .isEqualTo(new Answer.Refused("key 0123abcd is spent"));
        assertThat(claim(100)).isInstanceOf(Answer.Allowed.class);
    }

    @Test
    void aRefusedCallDoesNotKeepBackCheaperOnes() {
        budgets.left.put(ACME, 1_000L);

        assertThat(claim(5_000)).isInstanceOf(Answer.Refused.class);
        allowed(claim(100));

        assertThat(claim(5_000)).isInstanceOf(Answer.Refused.class);
        assertThat(claim(4_000)).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void withoutAPriceNothingIsCalled() {
        budgets.left.put(ACME, 100L);

        assertThat(spending.claim("acme", null, Optional::empty)).isEqualTo(new Answer.Unpriced(ACME));
    }

    @Test
    void whatNobodyUsesGoesBackAfterAMinuteAndTheRestAtTheEnd() {
        budgets.left.put(ACME, 10_000L);
        Spending.Claim claim = allowed(claim(100));
        claim.settle(NanoUsd.of(40));

        now.addAndGet(Duration.ofSeconds(61).toNanos());
        spending.reportAndRefresh();

        LeaseRequest said = budgets.told.getLast();
        assertThat(said.sums().spent()).isEqualTo(NanoUsd.of(40));
        assertThat(said.sums().held()).isEqualTo(NanoUsd.ZERO);
        Spending.Claim unfinished = allowed(claim(100));
        spending.close();
        unfinished.settle(unfinished.worst());
        assertThat(budgets.told.getLast().activity()).isEqualTo(Activity.LEAVING);
        assertThat(budgets.told.getLast().sums().spent()).isEqualTo(NanoUsd.of(140));
    }

    @Test
    void aBudgetThatDoesNotAnswerIsNoReasonToSpend() {
        budgets.left.put(ACME, 1_000L);
        budgets.away = true;

        assertThat(claim(100)).isEqualTo(new Answer.Unknown(ACME));
    }

    private Answer claim(long worst) {
        return spending.claim("acme", null, () -> Optional.of(NanoUsd.of(worst)));
    }

    private static Spending.Claim allowed(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Allowed.class);
        return ((Answer.Allowed) answer).claim();
    }

    private static final class TestingBudgets implements Budgets {
        private final Map<BudgetId, Long> left = new ConcurrentHashMap<>();
        private final Map<BudgetId, Long> granted = new ConcurrentHashMap<>();
        private final List<LeaseRequest> requests = new CopyOnWriteArrayList<>();
        private final List<LeaseRequest> told = new CopyOnWriteArrayList<>();
        private volatile boolean away;

        @Override
        public boolean isLimited(BudgetId budget) {
            return left.containsKey(budget);
        }

        @Override
        public synchronized LeaseGrant draw(BudgetId budget, LeaseRequest request) {
            if (away) {
                throw new IllegalStateException("nobody answers");
            }
            requests.add(request);
            Long limit = left.get(budget);
            if (limit == null) {
                granted.remove(budget);
                return new LeaseGrant(Type.GRANTED, request.demand().number(), Limit.UNLIMITED, null);
            }
            long free = limit;
            @Nullable String reason = null;
            if (free >= request.demand().atLeast().value()) {
                long amount = Math.min(request.demand().wanted().value(), free);
                left.put(budget, free - amount);
                granted.merge(budget, amount, Long::sum);
            } else {
                reason = budget + " is spent";
            }
            return new LeaseGrant(
                    reason == null ? Type.GRANTED : Type.REFUSED,
                    request.demand().number(),
                    Limit.atMost(NanoUsd.of(granted.getOrDefault(budget, 0L))),
                    reason);
        }

        @Override
        public void send(BudgetId budget, LeaseRequest request) {
            told.add(request);
        }
    }
}
