package dev.penstock.starter.cli.batch;

import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.cli.output.StandardOutput;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code penstock results BATCH} prints result lines. */
@Command(name = "results", description = "Print a batch's results, as JSONL on standard output.")
public final class ResultsCommand extends BatchCommand {
    @Option(names = "--errors", description = "Print the dead letters instead of the answers.")
    boolean errors;

    @Option(names = "--follow", description = "Print results as they complete, until the batch ends.")
    boolean follow;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Store store = home.store();
        if (follow) {
            FollowResults results = new FollowResults(home, id(), out());
            return ended().isPresent() ? results.printAll() : results.untilEnded(this::session);
        }
        Optional<InputStream> file = store.find(id(), errors ? BatchFile.ERRORS : BatchFile.OUTPUT);
        if (file.isEmpty()) {
            throw new UserError("batch %s has no results in %s yet; --follow prints them as they complete"
                    .formatted(id(), home.storeUri()));
        }
        try (InputStream in = file.get()) {
            StandardOutput.copy(in, command);
        }
        return ExitCode.DONE;
    }
}
