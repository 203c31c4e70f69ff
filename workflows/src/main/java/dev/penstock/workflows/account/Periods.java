package dev.penstock.workflows.account;

import dev.penstock.contracts.Cost;
import dev.penstock.contracts.account.AccountLimits;
import dev.penstock.contracts.account.LimitChange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** What was spent today and this month, in UTC, and what may be. Amounts in billionths of a US dollar. */
final class Periods {
    private LocalDate day;
    private long spentToday;
    private long spentThisMonth;
    private AccountLimits set;
    private AccountLimits configured;

    Periods(LocalDate day, long spentToday, long spentThisMonth, AccountLimits set, AccountLimits configured) {
        this.day = day;
        this.spentToday = spentToday;
        this.spentThisMonth = spentThisMonth;
        this.set = set;
        this.configured = configured;
    }

    static LocalDate day(long now) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(now), ZoneOffset.UTC);
    }

    /** Whether it is another day than it was. A clock that goes back changes nothing. */
    boolean isOver(long now) {
        return day(now).isAfter(day);
    }

    void turn(long now) {
        LocalDate next = day(now);
        if (next.getMonthValue() != day.getMonthValue() || next.getYear() != day.getYear()) {
            spentThisMonth = 0;
        }
        spentToday = 0;
        day = next;
    }

    long end() {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    void spend(long amount) {
        spentToday += amount;
        spentThisMonth += amount;
    }

    void configure(AccountLimits limits) {
        configured = limits;
    }

    void change(LimitChange change) {
        AccountLimits before = change.reset() ? AccountLimits.NONE : set;
        set = new AccountLimits(
                change.day() == null ? before.day() : change.day(),
                change.month() == null ? before.month() : change.month());
        if (change.configured() != null) {
            configured = change.configured();
        }
    }

    /** Null = any amount. */
    @Nullable
    Long left() {
        Long today = left(dayLimit(), spentToday);
        Long thisMonth = left(monthLimit(), spentThisMonth);
        if (today == null) {
            return thisMonth;
        }
        return thisMonth == null ? today : Long.valueOf(Math.min(today, thisMonth));
    }

    private static @Nullable Long left(@Nullable BigDecimal limit, long spent) {
        return limit == null ? null : Cost.nano(limit) - spent;
    }

    @Nullable
    BigDecimal dayLimit() {
        return limit(set.day(), configured.day());
    }

    @Nullable
    BigDecimal monthLimit() {
        return limit(set.month(), configured.month());
    }

    private static @Nullable BigDecimal limit(@Nullable BigDecimal said, @Nullable BigDecimal otherwise) {
        BigDecimal limit = said == null ? otherwise : said;
        return limit == null || limit.signum() < 0 ? null : limit;
    }

    LocalDate day() {
        return day;
    }

    long spentToday() {
        return spentToday;
    }

    long spentThisMonth() {
        return spentThisMonth;
    }

    AccountLimits set() {
        return set;
    }

    AccountLimits configured() {
        return configured;
    }
}
