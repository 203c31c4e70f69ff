package dev.penstock.starter.cli.budget;

import dev.penstock.client.batch.BatchHandle;
import dev.penstock.client.batch.ListedBatch;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.budget.BudgetStatus;
import dev.penstock.contracts.budget.LimitChange;
import dev.penstock.starter.cli.batch.BatchCommand;
import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.cli.output.JsonOption;
import dev.penstock.starter.cli.output.StandardOutput;
import dev.penstock.starter.cli.output.TerminalOutput;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.cli.session.TemporalSession;
import dev.penstock.starter.cli.session.UserFolders;
import io.temporal.client.WorkflowException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code penstock budget BATCH 20} and {@code penstock budget --tenant acme --day 5} set and show budgets. */
@Command(
        name = "budget",
        description = {
            "Limit what a running batch may cost, including what it has cost already; or show and limit what a tenant"
                    + " or an API key may spend per day and month (UTC). Batches that wait for money continue."
        },
        customSynopsis = {
            "penstock budget [--json] BATCH USD",
            "       penstock budget [--json] (--tenant NAME | --key ID) [--day USD] [--month USD] [--reset]"
        },
        sortOptions = false)
public final class BudgetCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "BATCH", description = "The batch's id.")
    @Nullable
    String batch;

    @Parameters(index = "1", arity = "0..1", paramLabel = "USD", description = "US dollars, such as 20 or 0.50.")
    @Nullable
    BigDecimal usd;

    @Option(names = "--tenant", paramLabel = "NAME", description = "The tenant whose budget is shown or limited.")
    @Nullable
    String tenant;

    @Option(names = "--key", paramLabel = "ID", description = "The API key's id, as `penstock keys list` shows it.")
    @Nullable
    String key;

    @Option(
            names = "--day",
            paramLabel = "USD",
            description = "Limit per day (UTC); takes precedence over the configured limit. `none` removes any limit.")
    @Nullable
    String day;

    @Option(names = "--month", paramLabel = "USD", description = "Limit per calendar month (UTC).")
    @Nullable
    String month;

    @Option(names = "--reset", description = "Remove what this command has set; the configured limits apply again.")
    boolean reset;

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    CommandSpec command = CommandSpec.create();

    private final TerminalOutput console = TerminalOutput.system();

    @Override
    public Integer call() {
        BudgetId budget = budget();
        if ((batch != null) == (budget != null) || (tenant != null && key != null)) {
            throw wrong("name a batch, or a --tenant, or a --key");
        }
        try (TemporalSession session = TemporalSession.open(new UserFolders(), console::say)) {
            return budget == null ? limitBatch(session) : limit(session, budget);
        }
    }

    private @Nullable BudgetId budget() {
        if (tenant != null && !tenant.isBlank()) {
            return BudgetId.ofTenant(tenant);
        }
        return key == null ? null : BudgetId.ofKey(key);
    }

    private int limitBatch(TemporalSession session) {
        BigDecimal amount = usd;
        if (amount == null || day != null || month != null || reset) {
            throw wrong("say what the batch may cost: penstock budget BATCH USD");
        }
        BudgetAmount.check("a budget", amount);
        BatchId id = BatchCommand.named(String.valueOf(batch));
        BatchHandle handle = session.batches()
                .find(id)
                .orElseThrow(() -> new UserError("there is no batch %s; see `penstock list`".formatted(id)));
        TemporalSession.askWorker(() -> handle.setBudget(amount));
        String status = "budget " + amount.toPlainString() + " USD";
        if (json.wanted) {
            json.print(Map.of("id", id.value(), "status", status));
        } else {
            console.say("batch %s: %s".formatted(id, status));
        }
        return ExitCode.DONE;
    }

    private int limit(TemporalSession session, BudgetId budget) {
        LimitChange change =
                new LimitChange(BudgetAmount.orNone("--day", day), BudgetAmount.orNone("--month", month), reset, null);
        boolean shows = day == null && month == null && !reset;
        if (shows && !session.budgets().exists(budget)) {
            throw new UserError(
                    "%s has no budget yet: set one with --day or --month, or in penstock.yaml, which applies from the first batch or completion on"
                            .formatted(budget));
        }
        BudgetStatus status = TemporalSession.askWorker(() -> session.budgets().setLimits(budget, change));
        if (!shows && status.isLimited()) {
            tellRunningBatches(session, budget);
        }
        if (json.wanted) {
            json.print(status);
        } else {
            StandardOutput.page(BudgetText.page(status), command);
        }
        return ExitCode.DONE;
    }

    /** Tells running batches of the budget, because batches that began before it had a limit don't draw on it. */
    private static void tellRunningBatches(TemporalSession session, BudgetId budget) {
        session.batches()
                .listRunningOfAllStores()
                .map(ListedBatch::id)
                .map(id -> session.batches().handle(BatchCommand.named(id)))
                .forEach(running -> {
                    try {
                        running.drawOn(budget);
                    } catch (WorkflowException ended) {
                        // A batch that has ended has nothing to limit.
                    }
                });
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
