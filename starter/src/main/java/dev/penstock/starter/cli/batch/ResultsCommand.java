package dev.penstock.starter.cli.batch;

import dev.penstock.starter.cli.destination.ForceOption;
import dev.penstock.starter.cli.destination.FormOptions;
import dev.penstock.starter.cli.destination.OutputDestination;
import dev.penstock.starter.cli.destination.OutputGuard;
import dev.penstock.starter.cli.destination.ResultForm;
import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.cli.output.StandardOutput;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code penstock results BATCH} prints the results of a batch, or writes them to a file, also as a table. */
@Command(name = "results", description = "Print a batch's results, or write them to a file, also as a table.")
public final class ResultsCommand extends BatchCommand {
    @Option(names = "--errors", description = "Print the dead letters instead of the answers.")
    boolean errors;

    @Option(names = "--follow", description = "Print results as they complete, until the batch ends.")
    boolean follow;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "File for the results, in the form that its name says; by default standard output as JSONL.")
    @Nullable
    String output;

    @Mixin
    FormOptions form = new FormOptions();

    @Mixin
    ForceOption force = new ForceOption();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Store store = home.store();
        String named = output == null ? "-" : output;
        ResultForm wanted = form.of(named, console::say);
        refuseOutput(wanted);
        if (follow) {
            FollowResults results = new FollowResults(home, id(), out(), console::say);
            return ended().isPresent() ? results.printAll() : results.untilEnded(this::session);
        }
        Optional<InputStream> file = store.find(id(), errors ? BatchFile.ERRORS : BatchFile.OUTPUT);
        if (file.isEmpty()) {
            throw new UserError("batch %s has no results in %s yet; --follow prints them as they complete"
                    .formatted(id(), home.storeUri()));
        }
        try (InputStream in = file.get()) {
            if (output == null && wanted.isLines()) {
                StandardOutput.copy(in, command);
            } else {
                write(OutputDestination.of(named), wanted);
            }
        }
        return ExitCode.DONE;
    }

    private void write(OutputDestination destination, ResultForm wanted) throws IOException {
        wanted.refuseOnTerminal(destination);
        OutputGuard guard = new OutputGuard(home.store(), null, null, force.wanted);
        guard.check(destination, id()).ifPresent(console::say);
        guard.write(destination, id(), out -> wanted.write(home.store(), id(), out));
        if (output != null) {
            console.say("results:  " + destination);
        }
    }

    private void refuseOutput(ResultForm wanted) {
        if ((follow || errors) && (output != null || !wanted.isLines())) {
            throw new UserError("%s prints result lines as JSONL on standard output; leave out %s%s"
                    .formatted(
                            follow ? "--follow" : "--errors",
                            output == null ? "the table's options" : "-o",
                            follow ? "" : ", or look at a table's column error"));
        }
    }
}
