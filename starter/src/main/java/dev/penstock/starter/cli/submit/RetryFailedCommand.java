package dev.penstock.starter.cli.submit;

import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.starter.cli.destination.BatchOutput;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code penstock retry-failed BATCH} retries a batch's dead letters and nothing else. */
@Command(name = "retry-failed", description = "Replay a finished batch's dead letters; answers are kept.")
public final class RetryFailedCommand extends RoundCommand {
    @Override
    public Integer call() throws IOException, InterruptedException {
        BatchResult before = finished("only a finished batch's dead letters can be replayed");
        BatchOutput results = results();
        if (before.receipt().counts().failed() == 0) {
            console.say("batch " + id() + " has no dead letters");
            return delivery().deliver(stored(), id(), results);
        }
        return again(before, null, results);
    }
}
