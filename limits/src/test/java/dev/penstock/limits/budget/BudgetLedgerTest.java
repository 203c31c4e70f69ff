package dev.penstock.limits.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.Limit;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.budget.BudgetLimits;
import dev.penstock.contracts.budget.LeaseGrant;
import dev.penstock.contracts.budget.LeaseGrant.Type;
import dev.penstock.contracts.budget.LeaseHolder;
import dev.penstock.contracts.budget.LeaseRequest;
import dev.penstock.contracts.budget.LeaseRequest.Activity;
import dev.penstock.contracts.budget.LeaseRequest.LeaseDemand;
import dev.penstock.contracts.budget.LeaseSums;
import dev.penstock.contracts.budget.LimitChange;
import dev.penstock.limits.budget.Lender.Message;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BudgetLedgerTest {
    private static final long USD = 1_000_000_000;
    private static final BudgetId ACME = BudgetId.ofTenant("acme");

    private Instant now = Instant.parse("2026-11-30T20:00:00Z");
    private BudgetLedger ledger = new BudgetLedger(ACME, null, now);

    @Test
    void nobodyIsGivenMoreThanAPartOfWhatIsLeftUnlessHeNeedsIt() {
        limit("10", null);

        assertThat(granted(says("a", 1, 0, 0, USD, 100 * USD))).isEqualTo(5 * USD);
        assertThat(granted(says("b", 1, 0, 0, USD, 100 * USD))).isEqualTo(5 * USD / 4);
        assertThat(granted(says("c", 1, 0, 0, 3 * USD, 3 * USD))).isEqualTo(3 * USD);
        assertThat(status("today")).isEqualTo("10 limit, 0 spent, 0.75 left");
    }

    @Test
    void whoLacksMoneyIsToldAfterAWhileAndServedWhenAnotherGivesBack() {
        limit("10", null);
        says("a", 1, 0, 0, 8 * USD, 8 * USD);
        assertThat(says("b", 1, 0, 0, 3 * USD, 3 * USD)).isEmpty();

        pass(Duration.ofSeconds(10));
        List<Message> told = ledger.dueMessages(now);
        assertThat(told).extracting(message -> message.grant().type()).containsExactly(Type.REFUSED, Type.REPORT);
        assertThat(told.getFirst().grant().reason())
                .isEqualTo("tenant acme has spent 0.00 of its 10 USD for today (8.00 USD more are lent), and the"
                        + " next request might cost more than is left; work continues at 00:00 UTC or after"
                        + " `penstock budget --tenant acme --day 20`");

        List<Message> after = says("a", 1, 4 * USD, 2 * USD, 0, 0);
        assertThat(granted(after)).isEqualTo(3 * USD);
        assertThat(status("today")).isEqualTo("10 limit, 4 spent, 1 left");
    }

    @Test
    void aloneItIsToldAtOnceAndGoesOnWhenTheLimitIsRaised() {
        limit("1", null);
        says("a", 1, 0, 0, USD, USD);

        List<Message> refused = says("a", 2, USD, 0, 1, 1);
        assertThat(refused.getFirst().grant().reason())
                .startsWith("tenant acme has spent 1.00 of its 1 USD for today, and");
        assertThat(granted(limit("2", null))).isGreaterThan(USD);
    }

    @Test
    void atMidnightTheDayBeginsAnewAndWhatIsHandedOutCountsInBoth() {
        limit("10", "15");
        says("a", 1, 0, 0, 8 * USD, 8 * USD);
        says("a", 1, 4 * USD, 0, 0, 0);
        assertThat(status("today")).isEqualTo("10 limit, 4 spent, 2 left");
        now = Instant.parse("2026-11-30T20:00:00Z");

        now = ledger.nextAct().orElseThrow();
        assertThat(now).isEqualTo("2026-12-01T00:00:00Z");
        assertThat(ledger.dueMessages(now))
                .extracting(message -> message.grant().type())
                .containsExactly(Type.REPORT);
        assertThat(status("today")).isEqualTo("10 limit, 0 spent, 6 left");
        assertThat(status("this month")).isEqualTo("15 limit, 0 spent, 11 left");

        says("a", 1, 7 * USD, 0, 0, 0);
        assertThat(status("today")).isEqualTo("10 limit, 3 spent, 6 left");
        pass(Duration.ofDays(1));
        ledger.dueMessages(now);
        assertThat(status("today")).isEqualTo("10 limit, 0 spent, 9 left");
        assertThat(status("this month")).isEqualTo("15 limit, 3 spent, 11 left");
    }

    @Test
    void theMonthHoldsWhereTheDayWouldNot() {
        limit("10", "12");
        says("a", 1, 0, 0, 10 * USD, 10 * USD);
        says("a", 1, 10 * USD, 0, 0, 0);

        List<Message> refused = says("a", 2, 10 * USD, 0, 3 * USD, 3 * USD);

        assertThat(refused.getFirst().grant().reason()).contains("--day 20");
        now = Instant.parse("2026-12-01T00:00:00Z");
        assertThat(granted(ledger.dueMessages(now))).isPositive();
        says("a", 2, 20 * USD, 0, 0, 0);
        pass(Duration.ofDays(1));
        assertThat(says("a", 3, 20 * USD, 0, 5 * USD, 5 * USD).getLast().grant().reason())
                .contains("of its 12 USD for this month", "work continues at 00:00 UTC on 2027-01-01", "--month 24");
    }

    @Test
    void whatABatchHeldThatWasTerminatedIsSettledByItsNextRun() {
        limit("10", null);
        says("a", 1, 0, 0, 6 * USD, 6 * USD);
        says("a", 1, 2 * USD, 0, 0, 0);
        gone("a");
        assertThat(status("today")).isEqualTo("10 limit, 2 spent, 4 left");

        ledger.receive(request(new LeaseHolder("batch/a", "next", NanoUsd.of(3 * USD)), 1, 0, 0, USD, USD), now);

        assertThat(granted(ledger.dueMessages(now))).isEqualTo(USD);
        assertThat(status("today")).isEqualTo("10 limit, 3 spent, 6 left");
    }

    @Test
    void withoutANextRunItCountsAsSpentAndIsFreeTheNextDay() {
        limit("10", "100");
        says("a", 1, 0, 0, 6 * USD, 6 * USD);
        draw("process/p", 1, 0, USD);
        gone("a");

        now = Instant.parse("2026-12-01T00:00:00Z");
        ledger.dueMessages(now);

        assertThat(status("today")).isEqualTo("10 limit, 0 spent, 10 left");
        limit("10", "100");
        says("b", 1, 0, 0, 4 * USD, 4 * USD);
        gone("b");
        pass(Duration.ofDays(1));
        ledger.dueMessages(now);
        assertThat(status("this month")).isEqualTo("100 limit, 4 spent, 96 left");
    }

    @Test
    void aProcessIsAnsweredAtOnce() {
        limit("1", null);

        assertThat(draw("process/p", 1, 0, USD / 4)).isEqualTo(USD / 2);
        assertThat(draw("process/p", 2, USD / 2, 3 * USD / 4)).isNull();
        assertThat(draw("process/p", 3, USD / 2, USD / 2)).isEqualTo(USD);
        limit("-1", null);
        assertThat(draw("process/p", 4, USD, USD)).isNull();
    }

    @Test
    void whatIsSetGoesBeforeWhatIsConfigured() {
        ledger.change(LimitChange.configured(new BudgetLimits(new BigDecimal("5"), new BigDecimal("50"))));
        assertThat(status("today")).startsWith("5 limit");
        limit("8", null);
        assertThat(status("today")).startsWith("8 limit");
        assertThat(status("this month")).startsWith("50 limit");
        limit("-1", null);
        assertThat(status("today")).startsWith("null limit");
        ledger.change(new LimitChange(null, null, true, null));
        assertThat(status("today")).startsWith("5 limit");
    }

    @Test
    void continuesAsItWas() {
        limit("10", "100");
        says("a", 1, 0, 0, 6 * USD, 6 * USD);
        says("b", 1, 0, 0, 6 * USD, 6 * USD);
        draw("process/p", 1, 0, USD);

        ledger = new BudgetLedger(ACME, ledger.memory(), now);

        assertThat(status("today")).isEqualTo("10 limit, 0 spent, 3 left");
        assertThat(granted(says("a", 1, USD, 5 * USD, 0, 0))).isEqualTo(6 * USD);
    }

    private List<Message> limit(@Nullable String day, @Nullable String month) {
        ledger.change(new LimitChange(
                day == null ? null : new BigDecimal(day), month == null ? null : new BigDecimal(month), false, null));
        return ledger.dueMessages(now);
    }

    private List<Message> says(String batch, int number, long spent, long returned, long atLeast, long wanted) {
        ledger.dueMessages(now);
        LeaseHolder holder = new LeaseHolder("batch/" + batch, "run", NanoUsd.ZERO);
        ledger.receive(request(holder, number, spent, returned, atLeast, wanted), now);
        return ledger.dueMessages(now);
    }

    /** What it has been granted in all; null when it is refused, or when there is no limit. */
    private @Nullable Long draw(String process, int number, long spent, long atLeast) {
        LeaseRequest ask = request(LeaseHolder.process(process), number, spent, 0, atLeast, atLeast * 2);
        ledger.receive(ask, now);
        var answer = ledger.answer(ask);
        return answer.granted() instanceof Limit.AtMost(NanoUsd sum) && answer.type() != Type.REFUSED
                ? (Long) sum.value()
                : null;
    }

    private static LeaseRequest request(
            LeaseHolder holder, int number, long spent, long returned, long atLeast, long wanted) {
        return new LeaseRequest(
                holder,
                new LeaseSums(NanoUsd.ZERO, NanoUsd.of(spent), NanoUsd.of(returned)),
                new LeaseDemand(number, NanoUsd.of(atLeast), NanoUsd.of(wanted)),
                Activity.WORKING);
    }

    private void gone(String batch) {
        LeaseHolder holder = new LeaseHolder("batch/" + batch, "run", NanoUsd.ZERO);
        ledger.gone(new Message(holder, new LeaseGrant(Type.REPORT, 1, Limit.UNLIMITED, null)));
    }

    private static long granted(List<Message> messages) {
        return messages.stream()
                .filter(message -> message.grant().type() == Type.GRANTED)
                .map(message -> Objects.requireNonNull(message.grant().granted().orNull())
                        .value())
                .findFirst()
                .orElseThrow();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private String status(String period) {
        var status = ledger.status();
        var asked = period.equals("today") ? status.today() : status.thisMonth();
        return asked.limit() + " limit, " + asked.spent() + " spent, " + asked.left() + " left";
    }
}
