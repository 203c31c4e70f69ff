package dev.penstock.starter.cli.budget;

import dev.penstock.contracts.budget.BudgetStatus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a tenant's or key's budget for a terminal. */
final class BudgetText {
    private BudgetText() {}

    static List<String> page(BudgetStatus status) {
        List<String> lines = new ArrayList<>();
        lines.add("%s, in US dollars, days and months in UTC".formatted(status.budget()));
        lines.add(line("today, " + status.today().name(), status.today()));
        lines.add(line("this month, " + status.thisMonth().name(), status.thisMonth()));
        lines.add("handed out: " + status.handedOut().toPlainString());
        for (BudgetStatus.Holder holder : status.holders()) {
            lines.add("  %s has %s%s"
                    .formatted(
                            holder.id(), holder.has().toPlainString(), holder.waits() ? ", and waits for more" : ""));
        }
        return lines;
    }

    private static String line(String name, BudgetStatus.Period period) {
        return "%-20s  spent %s of %s, left %s"
                .formatted(name, period.spent().toPlainString(), limit(period), shown(period.left(), "any amount"));
    }

    private static String limit(BudgetStatus.Period period) {
        return period.limit() == null
                ? "no limit"
                : "%s (by %s)".formatted(period.limit().toPlainString(), period.source());
    }

    private static String shown(@Nullable BigDecimal usd, String otherwise) {
        return usd == null ? otherwise : usd.toPlainString();
    }
}
