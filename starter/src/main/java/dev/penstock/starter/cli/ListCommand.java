package dev.penstock.starter.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code penstock list}. */
@Command(name = "list", description = "The batches Temporal knows of, newest first.")
public final class ListCommand implements Callable<Integer> {
    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most so many; 50 by default.")
    int limit;

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    CommandSpec command = CommandSpec.create();

    /** A line of the list. */
    private record Line(
            String id,
            String status,
            Instant started,
            @Nullable Instant closed) {}

    @Override
    public Integer call() {
        try (Session session = Session.open(new Home(), Console.system()::say)) {
            List<Line> lines = session.batches()
                    .list()
                    .limit(limit)
                    .map(found -> new Line(
                            found.getExecution().getWorkflowId().replaceFirst("^batch/", ""),
                            found.getStatus()
                                    .name()
                                    .replace("WORKFLOW_EXECUTION_STATUS_", "")
                                    .toLowerCase(Locale.ROOT),
                            found.getStartTime(),
                            found.getCloseTime()))
                    .toList();
            PrintWriter out = command.commandLine().getOut();
            if (json.wanted) {
                JsonOption.print(out, lines);
                return ExitCode.DONE;
            }
            out.printf("%-40s %-11s %s%n", "BATCH", "STATUS", "STARTED");
            lines.forEach(line -> out.printf(
                    "%-40s %-11s %s%n", line.id(), line.status(), line.started().truncatedTo(ChronoUnit.SECONDS)));
            out.flush();
            return ExitCode.DONE;
        }
    }
}
