package dev.penstock.starter.cli;

import dev.penstock.contracts.BatchId;
import dev.penstock.starter.usage.Period;
import dev.penstock.starter.usage.Statistics;
import dev.penstock.starter.usage.StoredBatch;
import dev.penstock.starter.usage.UsageBook;
import dev.penstock.store.Store;
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

/** {@code penstock stats BATCH}: how it goes, or went. */
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
        Statistics statistics = statistics(new Home().store());
        if (json.wanted) {
            json.print(statistics);
        } else {
            StatsText.page(statistics).forEach(Console.system()::say);
        }
        return ExitCode.DONE;
    }

    private Statistics statistics(Store store) throws IOException {
        Period days = period.period();
        if (tenant != null && batch == null) {
            UsageBook book = UsageBook.of(store).ofTenant(tenant).in(days);
            return Statistics.of(tenant, Snapshot.format("tenant, %,d batches", book.batches()), null, book, List.of());
        }
        if (batch == null || tenant != null) {
            throw new ParameterException(command.commandLine(), "name a batch or --tenant, one of them");
        }
        BatchId id = BatchCommand.named(batch);
        return StoredBatch.find(store, id)
                .orElseThrow(() -> new UserError("there is no batch %s; see `penstock list`".formatted(id)))
                .statistics(days);
    }
}
