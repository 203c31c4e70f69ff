package dev.penstock.workflows.account;

import dev.penstock.contracts.Cost;
import dev.penstock.contracts.account.AccountId;
import dev.penstock.contracts.account.AccountStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** An account in words. */
final class StatusText {
    private StatusText() {}

    static AccountStatus of(AccountId account, Periods periods, long held, Collection<Holding> holders) {
        return new AccountStatus(
                account,
                period(
                        periods.day().toString(),
                        periods.dayLimit(),
                        periods.set().day(),
                        periods.spentToday(),
                        held),
                period(
                        YearMonth.from(periods.day()).toString(),
                        periods.monthLimit(),
                        periods.set().month(),
                        periods.spentThisMonth(),
                        held),
                Cost.usd(held),
                holders.stream()
                        .map(holder -> new AccountStatus.Holder(
                                holder.ask().holder(), Cost.usd(holder.held()), holder.waits()))
                        .toList());
    }

    private static AccountStatus.Period period(
            String name, @Nullable BigDecimal limit, @Nullable BigDecimal said, long spent, long held) {
        String source = limit == null ? null : said == null ? "configuration" : "command";
        return new AccountStatus.Period(
                name,
                limit,
                source,
                Cost.usd(spent),
                limit == null ? null : limit.subtract(Cost.usd(spent + held)).max(BigDecimal.ZERO));
    }

    /** Why there is nothing now, and when there will be. */
    static String reason(AccountId account, Periods periods, long held) {
        BigDecimal day = periods.dayLimit();
        BigDecimal month = periods.monthLimit();
        if (month == null
                || (day != null && left(day, periods.spentToday()) <= left(month, periods.spentThisMonth()))) {
            return reason(account, periods.spentToday(), day, "today", held, "", "day");
        }
        String next = " on " + YearMonth.from(periods.day()).plusMonths(1).atDay(1);
        return reason(account, periods.spentThisMonth(), month, "this month", held, next, "month");
    }

    private static long left(BigDecimal limit, long spent) {
        return Cost.nano(limit) - spent;
    }

    private static String reason(
            AccountId account,
            long spent,
            @Nullable BigDecimal limit,
            String period,
            long held,
            String next,
            String option) {
        BigDecimal most = limit == null ? BigDecimal.ZERO : limit;
        return ("%s has spent %s of its %s USD for %s%s, and the next request might cost more than is left;"
                        + " goes on at 00:00 UTC%s or after `penstock budget --%s %s --%s %s`")
                .formatted(
                        account,
                        shown(Cost.usd(spent)),
                        Cost.plain(most).toPlainString(),
                        period,
                        held > 0 ? " (%s USD more are handed out)".formatted(shown(Cost.usd(held))) : "",
                        next,
                        account.kind(),
                        account.name(),
                        option,
                        most.signum() == 0 ? "1" : Cost.plain(most.add(most)).toPlainString());
    }

    private static String shown(BigDecimal usd) {
        return usd.setScale(Math.min(4, Math.max(2, usd.scale())), RoundingMode.CEILING)
                .toPlainString();
    }
}
