package dev.penstock.starter.cli.batch;

import dev.penstock.client.batch.BatchDescription;
import dev.penstock.client.batch.StoredBatches;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.starter.cli.destination.BatchOutput;
import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.cli.output.JsonOption;
import dev.penstock.starter.cli.output.StatsText;
import dev.penstock.starter.cli.output.TerminalOutput;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.usage.StoredBatch;
import java.io.IOException;
import java.util.Optional;

/** Delivers a finished batch's files and summary to the user. */
public final class ResultDelivery {
    private final TerminalOutput console;
    private final JsonOption json;

    public ResultDelivery(TerminalOutput console, JsonOption json) {
        this.console = console;
        this.json = json;
    }

    /** Writes the files, prints the summary and returns the exit code. */
    public int deliver(StoredBatches stored, BatchId id, BatchOutput output) throws IOException {
        Optional<BatchResult> ended = stored.result(id);
        if (ended.isEmpty()) {
            return withoutResults(BatchDescription.withoutResults(
                    id, BatchState.CANCELLED, "the batch was cancelled before it had results"));
        }
        BatchResult result = ended.get();
        try {
            print(BatchDescription.of(result, output.write(stored, id))
                    .withCommonErrors(CommonErrors.of(stored.store(), id)));
        } catch (IOException | UserError e) {
            console.say("the results were not written: " + e.getMessage());
            console.say("nothing is lost: `penstock results %s` prints them".formatted(id));
            printJson(stored.describe(result));
            return ExitCode.TROUBLE;
        }
        printTime(stored, id);
        return result.receipt().counts().failed() > 0 ? ExitCode.DEAD_LETTERS : ExitCode.DONE;
    }

    /** Prints a batch that ended without results and returns the exit code. */
    public int withoutResults(BatchDescription batch) {
        console.sayLines("batch %s is %s: %s"
                .formatted(batch.id(), batch.status(), batch.remarks().reason()));
        printJson(batch);
        return ExitCode.TROUBLE;
    }

    /** Prints the batch as JSON on standard output with {@code --json}, and nothing otherwise. */
    public void printJson(BatchDescription batch) {
        if (json.wanted) {
            json.print(batch);
        }
    }

    /** Prints a batch that has ended. */
    void print(BatchDescription batch) {
        if (json.wanted) {
            json.print(batch);
        } else {
            BatchSummaryText.of(batch).forEach(console::say);
        }
    }

    private void printTime(StoredBatches stored, BatchId id) throws IOException {
        if (json.wanted) {
            return;
        }
        Optional<StoredBatch> batch = StoredBatch.find(stored.store(), id);
        if (batch.isPresent()) {
            StatsText.time(batch.get().time()).ifPresent(console::say);
            console.say("more:     penstock stats %s, penstock report %s".formatted(id, id));
        }
    }
}
