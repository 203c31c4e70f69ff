package dev.penstock.starter.cli.figures;

import dev.penstock.starter.cli.batch.BatchCommand;
import dev.penstock.starter.cli.batch.BatchLookup;
import dev.penstock.starter.cli.destination.ForceOption;
import dev.penstock.starter.cli.destination.OutputDestination;
import dev.penstock.starter.cli.destination.OutputGuard;
import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.report.BatchReport;
import dev.penstock.starter.report.ReportPage;
import dev.penstock.starter.usage.StoredBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code penstock report BATCH} writes a batch's report as an HTML page. */
@Command(
        name = "report",
        description = "Write an HTML page about a batch, with plots over time; the page needs no network.")
public final class ReportCommand extends BatchCommand {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "File for the page; by default BATCH.html; - for standard output.")
    @Nullable
    String output;

    @Mixin
    ForceOption force = new ForceOption();

    @Override
    public Integer call() throws IOException {
        OutputDestination page = OutputDestination.of(output == null ? id() + ".html" : output);
        OutputGuard guard = new OutputGuard(home.store(), null, null, force.wanted);
        BatchReport report = report();
        if (json.wanted) {
            json.print(report);
            return ExitCode.DONE;
        }
        guard.check(page, id()).ifPresent(console::say);
        guard.write(page, id(), out -> out.write(ReportPage.of(report).getBytes(StandardCharsets.UTF_8)));
        console.say("report:   " + page);
        return ExitCode.DONE;
    }

    private BatchReport report() throws IOException {
        StoredBatch stored = StoredBatch.find(home.store(), id()).orElseThrow(() -> BatchLookup.unknown(id()));
        try (BatchLookup lookup = new BatchLookup(home, console)) {
            return BatchReport.of(stored, lookup.get(id()), Instant.now());
        }
    }
}
