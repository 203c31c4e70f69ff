package dev.penstock.starter.cli;

import dev.penstock.starter.batch.BatchHandle;
import java.math.BigDecimal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code penstock budget BATCH 20}. */
@Command(
        name = "budget",
        description =
                "Limit what a running batch may cost, with what it has cost already; one that waits for money goes on.")
public final class BudgetCommand extends BatchCommand {
    @Parameters(index = "1", paramLabel = "USD", description = "US dollars, such as 20 or 0.50.")
    BigDecimal usd = BigDecimal.ZERO;

    @Override
    public Integer call() {
        if (usd.signum() < 0) {
            throw new UserError("a budget is a number of US dollars from 0, not " + usd.toPlainString());
        }
        try (Session session = session()) {
            BatchHandle handle = get(session);
            Session.askingAWorker(() -> handle.setBudget(usd));
            return done("budget " + usd.toPlainString() + " USD");
        }
    }
}
