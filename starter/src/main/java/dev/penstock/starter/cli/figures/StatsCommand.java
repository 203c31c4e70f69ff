package dev.penstock.starter.cli.figures;

import dev.penstock.contracts.BatchId;
import dev.penstock.starter.cli.batch.BatchCommand;
import dev.penstock.starter.cli.batch.BatchLookup;
import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.cli.output.JsonOption;
import dev.penstock.starter.cli.output.StandardOutput;
import dev.penstock.starter.cli.output.StatsText;
import dev.penstock.starter.cli.output.TerminalOutput;
import dev.penstock.starter.cli.session.UserFolders;
import dev.penstock.starter.usage.BatchStatistics;
import dev.penstock.starter.usage.StoredBatch;
import dev.penstock.starter.usage.TenantStatistics;
import dev.penstock.starter.usage.UsageRecords;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code penstock stats} prints the statistics of a batch or of a tenant's batches. */
@Command(
        name = "stats",
        description =
                "Show success, retries, latency, tokens, cost and time of a batch or a tenant, also while it runs.",
        sortOptions = false)
public final class StatsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "BATCH", arity = "0..1", description = "The batch's id.")
    @Nullable
    String batch;

    @Option(names = "--tenant", paramLabel = "NAME", description = "All batches of this tenant, instead of one batch.")
    @Nullable
    String tenant;

    @Mixin
    PeriodOption period = new PeriodOption();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        UserFolders home = new UserFolders();
        if (tenant != null && batch == null) {
            TenantStatistics statistics = TenantStatistics.of(
                    tenant, UsageRecords.of(home.store()).ofTenant(tenant).in(period.period()));
            return print(statistics, StatsText.page(statistics));
        }
        if (batch == null || tenant != null) {
            throw new ParameterException(command.commandLine(), "name either a batch or a --tenant");
        }
        BatchStatistics statistics = statistics(home, BatchCommand.named(batch));
        return print(statistics, StatsText.page(statistics));
    }

    private BatchStatistics statistics(UserFolders home, BatchId id) throws IOException {
        StoredBatch stored = StoredBatch.find(home.store(), id).orElseThrow(() -> BatchLookup.unknown(id));
        try (BatchLookup lookup = new BatchLookup(home, TerminalOutput.system())) {
            return stored.statistics(lookup.get(id), period.period());
        }
    }

    private int print(Object statistics, List<String> text) {
        if (json.wanted) {
            json.print(statistics);
        } else {
            StandardOutput.page(text, command);
        }
        return ExitCode.DONE;
    }
}
