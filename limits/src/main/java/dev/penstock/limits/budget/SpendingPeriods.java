package dev.penstock.limits.budget;

import dev.penstock.contracts.Limit;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.budget.BudgetLimits;
import dev.penstock.contracts.budget.LimitChange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The spending of the current day and month, in UTC, and their limits. */
final class SpendingPeriods implements Funds {
    private LocalDate day;
    private NanoUsd spentToday;
    private NanoUsd spentThisMonth;
    private BudgetLimits set;
    private BudgetLimits configured;

    SpendingPeriods(
            LocalDate day, NanoUsd spentToday, NanoUsd spentThisMonth, BudgetLimits set, BudgetLimits configured) {
        this.day = day;
        this.spentToday = spentToday;
        this.spentThisMonth = spentThisMonth;
        this.set = set;
        this.configured = configured;
    }

    static SpendingPeriods from(Instant now) {
        return new SpendingPeriods(day(now), NanoUsd.ZERO, NanoUsd.ZERO, BudgetLimits.NONE, BudgetLimits.NONE);
    }

    private static LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    /** Returns whether a new day has begun; a clock that goes back changes nothing. */
    boolean isOver(Instant now) {
        return day(now).isAfter(day);
    }

    void startPeriods(Instant now) {
        LocalDate next = day(now);
        if (!YearMonth.from(next).equals(month())) {
            spentThisMonth = NanoUsd.ZERO;
        }
        spentToday = NanoUsd.ZERO;
        day = next;
    }

    /** Returns the next midnight. */
    Instant end() {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    @Override
    public void spend(NanoUsd amount) {
        spentToday = spentToday.plus(amount);
        spentThisMonth = spentThisMonth.plus(amount);
    }

    void change(LimitChange change) {
        BudgetLimits before = change.reset() ? BudgetLimits.NONE : set;
        set = new BudgetLimits(or(change.day(), before.day()), or(change.month(), before.month()));
        configured = change.configured() == null ? configured : change.configured();
    }

    private static @Nullable BigDecimal or(@Nullable BigDecimal limit, @Nullable BigDecimal otherwise) {
        return limit == null ? otherwise : limit;
    }

    @Override
    public Limit left() {
        return leftToday().min(leftThisMonth());
    }

    Limit leftToday() {
        return left(dayLimit(), spentToday);
    }

    Limit leftThisMonth() {
        return left(monthLimit(), spentThisMonth);
    }

    private static Limit left(@Nullable BigDecimal limit, NanoUsd spent) {
        return limit == null
                ? Limit.UNLIMITED
                : Limit.atMost(NanoUsd.ofUsd(limit).minus(spent));
    }

    /** Returns the day's limit in US dollars; null = none. */
    @Nullable
    BigDecimal dayLimit() {
        return limit(or(set.day(), configured.day()));
    }

    /** Returns the month's limit in US dollars; null = none. */
    @Nullable
    BigDecimal monthLimit() {
        return limit(or(set.month(), configured.month()));
    }

    private static @Nullable BigDecimal limit(@Nullable BigDecimal limit) {
        return limit == null || limit.signum() < 0 ? null : limit;
    }

    LocalDate day() {
        return day;
    }

    YearMonth month() {
        return YearMonth.from(day);
    }

    NanoUsd spentToday() {
        return spentToday;
    }

    NanoUsd spentThisMonth() {
        return spentThisMonth;
    }

    BudgetLimits set() {
        return set;
    }

    BudgetLimits configured() {
        return configured;
    }
}
