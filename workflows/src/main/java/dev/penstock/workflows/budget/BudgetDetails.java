package dev.penstock.workflows.budget;

import dev.penstock.contracts.MarkdownText;
import dev.penstock.contracts.budget.BudgetStatus;
import java.util.Locale;

/** Formats a budget for Temporal's Web UI: Markdown for {@code Workflow.setCurrentDetails}. */
final class BudgetDetails {
    private BudgetDetails() {}

    static String of(BudgetStatus status) {
        StringBuilder text =
                new StringBuilder("**%s**, in US dollars\n\n| | limit | spent | left |\n|---|---|---|---|\n"
                        .formatted(MarkdownText.code(status.budget().toString())));
        text.append(line(status.today())).append(line(status.thisMonth()));
        text.append(String.format(
                Locale.ROOT, "%nHanded out: %s%n", status.handedOut().toPlainString()));
        for (BudgetStatus.Holder holder : status.holders()) {
            text.append(String.format(
                    Locale.ROOT,
                    "- %s has %s%s%n",
                    MarkdownText.code(holder.id()),
                    holder.has().toPlainString(),
                    holder.waits() ? " and waits for more" : ""));
        }
        return text.toString();
    }

    private static String line(BudgetStatus.Period period) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s |%n",
                period.name(),
                period.limit() == null ? "none" : period.limit().toPlainString(),
                period.spent().toPlainString(),
                period.left() == null ? "any" : period.left().toPlainString());
    }
}
