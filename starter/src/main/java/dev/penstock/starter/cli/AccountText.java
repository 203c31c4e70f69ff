package dev.penstock.starter.cli;

import dev.penstock.contracts.account.AccountStatus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An account for people. */
final class AccountText {
    private AccountText() {}

    static List<String> page(AccountStatus status) {
        List<String> lines = new ArrayList<>();
        lines.add("%s, in US dollars, by UTC".formatted(status.account()));
        lines.add(line("today, " + status.today().name(), status.today()));
        lines.add(line("this month, " + status.thisMonth().name(), status.thisMonth()));
        lines.add("handed out: " + status.handedOut().toPlainString());
        for (AccountStatus.Holder holder : status.holders()) {
            lines.add("  %s has %s%s"
                    .formatted(
                            holder.id(), holder.has().toPlainString(), holder.waits() ? ", and waits for more" : ""));
        }
        return lines;
    }

    private static String line(String name, AccountStatus.Period period) {
        return "%-20s  spent %s of %s, left %s"
                .formatted(name, period.spent().toPlainString(), limit(period), shown(period.left(), "any amount"));
    }

    private static String limit(AccountStatus.Period period) {
        return period.limit() == null
                ? "no limit"
                : "%s (by %s)".formatted(period.limit().toPlainString(), period.source());
    }

    private static String shown(@Nullable BigDecimal usd, String otherwise) {
        return usd == null ? otherwise : usd.toPlainString();
    }
}
