package dev.penstock.limits.budget;

import dev.penstock.contracts.Cost;
import dev.penstock.contracts.Limit;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.budget.BudgetStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A summary of a tenant's or key's budget for people. */
record BudgetSummary(BudgetId budget, SpendingPeriods periods, Lender lender) {
    BudgetStatus status() {
        return new BudgetStatus(
                budget,
                period(
                        periods.day().toString(),
                        periods.dayLimit(),
                        periods.set().day(),
                        periods.spentToday()),
                period(
                        periods.month().toString(),
                        periods.monthLimit(),
                        periods.set().month(),
                        periods.spentThisMonth()),
                lender.lent().usd(),
                lender.leases().stream()
                        .map(lease -> new BudgetStatus.Holder(
                                lease.holder().id(), lease.held().usd(), lease.waits()))
                        .toList());
    }

    private BudgetStatus.Period period(
            String name, @Nullable BigDecimal limit, @Nullable BigDecimal set, NanoUsd spent) {
        if (limit == null) {
            return new BudgetStatus.Period(name, null, null, spent.usd(), null);
        }
        BigDecimal left = limit.subtract(spent.plus(lender.lent()).usd()).max(BigDecimal.ZERO);
        return new BudgetStatus.Period(name, limit, set == null ? "configuration" : "command", spent.usd(), left);
    }

    /** Returns why nothing is granted now, and when something will be. */
    String reason() {
        Limit today = periods.leftToday();
        if (!today.isUnlimited() && today.min(periods.leftThisMonth()).equals(today)) {
            return reason("today", Objects.requireNonNull(periods.dayLimit()), periods.spentToday(), "", "day");
        }
        BigDecimal month = Objects.requireNonNullElse(periods.monthLimit(), BigDecimal.ZERO);
        String next = " on " + periods.month().plusMonths(1).atDay(1);
        return reason("this month", month, periods.spentThisMonth(), next, "month");
    }

    private String reason(String period, BigDecimal limit, NanoUsd spent, String next, String option) {
        NanoUsd lent = lender.lent();
        return ("%s has spent %s of its %s USD for %s%s, and the next request might cost more than is left;"
                        + " work continues at 00:00 UTC%s or after `penstock budget --%s %s --%s %s`")
                .formatted(
                        budget,
                        shown(spent),
                        Cost.plain(limit).toPlainString(),
                        period,
                        lent.isPositive() ? " (%s USD more are lent)".formatted(shown(lent)) : "",
                        next,
                        budget.kind(),
                        budget.name(),
                        option,
                        limit.signum() == 0 ? "1" : Cost.plain(limit.add(limit)).toPlainString());
    }

    private static String shown(NanoUsd amount) {
        BigDecimal usd = amount.usd();
        return usd.setScale(Math.clamp(usd.scale(), 2, 4), RoundingMode.CEILING).toPlainString();
    }
}
