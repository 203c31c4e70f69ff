package dev.penstock.starter.cli.batch;

import dev.penstock.client.batch.BatchDescription;
import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.cli.output.JsonOption;
import dev.penstock.starter.cli.output.StandardOutput;
import dev.penstock.starter.cli.output.TerminalOutput;
import dev.penstock.starter.cli.session.UserFolders;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code penstock list} lists the newest batches. */
@Command(name = "list", description = "List batches, newest first: Temporal's, or the store's if no server runs.")
public final class ListCommand implements Callable<Integer> {
    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "The most batches to list; 50 by default.")
    int limit;

    @Spec
    CommandSpec command = CommandSpec.create();

    @Mixin
    JsonOption json = new JsonOption();

    private final TerminalOutput console = TerminalOutput.system();

    @Override
    public Integer call() throws IOException {
        List<BatchDescription> batches;
        try (BatchLookup lookup = new BatchLookup(new UserFolders(), console)) {
            batches = lookup.newest(limit);
        }
        if (json.wanted) {
            json.print(batches);
            return ExitCode.DONE;
        }
        List<String> lines = new ArrayList<>();
        lines.add(line("BATCH", "STATUS", "STARTED"));
        batches.forEach(batch -> lines.add(line(batch.id(), batch.status(), started(batch))));
        StandardOutput.page(lines, command);
        return ExitCode.DONE;
    }

    private static String line(Object batch, Object status, String started) {
        return "%-40s %-11s %s".formatted(batch, status, started);
    }

    private static String started(BatchDescription batch) {
        return Optional.ofNullable(batch.times().startedAt())
                .map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString())
                .orElse("");
    }
}
