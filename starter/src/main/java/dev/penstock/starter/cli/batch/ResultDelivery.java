package dev.penstock.starter.cli.batch;

import dev.penstock.client.batch.BatchDescription;
import dev.penstock.client.batch.BatchTotals;
import dev.penstock.client.batch.StoredBatches;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.starter.cli.destination.BatchOutput;
import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.cli.output.JsonOption;
import dev.penstock.starter.cli.output.LaneText;
import dev.penstock.starter.cli.output.ProgressSnapshot;
import dev.penstock.starter.cli.output.StatsText;
import dev.penstock.starter.cli.output.TerminalOutput;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.usage.StoredBatch;
import java.io.IOException;
import java.util.Objects;
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
        BatchTotals figures = Objects.requireNonNull(batch.figures());
        if (json.wanted) {
            json.print(batch);
            return;
        }
        if (batch.status() != BatchState.COMPLETED) {
            console.say("batch %s is %s: %s"
                    .formatted(batch.id(), batch.status(), batch.remarks().reason()));
        }
        say(
                "answered: %,d of %,d, %,d dead letters, in %.1f s (%.1f/s)",
                figures.completed(),
                Objects.requireNonNull(batch.total()),
                figures.failed(),
                Objects.requireNonNull(batch.times().wallSeconds()),
                Objects.requireNonNull(batch.times().requestsPerSecond()));
        if (figures.reused() > 0) {
            say("reused:   %,d from the cache, %,d duplicates", figures.fromCache(), figures.duplicates());
        }
        say(
                "latency:  p50 %,d ms, p99 %,d ms",
                figures.latency().p50(), figures.latency().p99());
        say(
                "tokens:   %,d input, %,d output; cost %s",
                figures.usage().input(), figures.usage().output(), cost(figures));
        if (batch.parts().lanes() != null) {
            console.say(LaneText.costs(batch.parts().lanes()));
        }
        say(
                "retries:  %,d after faults; %,d times rate-limited (429); %,d possibly paid twice",
                figures.retries(), figures.throttled(), figures.possiblyPaidTwice());
        console.say("results:  " + batch.files().output());
        if (figures.failed() > 0) {
            console.say("errors:   " + batch.files().errors());
            batch.remarks().commonErrors().forEach(error -> say("          %,d × %s", error.count(), error.text()));
            console.say("replay the dead letters with: penstock retry-failed " + batch.id());
        }
    }

    private void printTime(StoredBatches stored, BatchId id) throws IOException {
        if (json.wanted) {
            return;
        }
        Optional<StoredBatch> batch = StoredBatch.find(stored.store(), id);
        if (batch.isPresent()) {
            console.say("time:     " + StatsText.time(batch.get().time()));
            console.say("more:     penstock stats %s, penstock report %s".formatted(id, id));
        }
    }

    private static String cost(BatchTotals figures) {
        return figures.costUsd() == null
                ? "unknown (no price for the model)"
                : "$" + figures.costUsd().toPlainString();
    }

    private void say(String pattern, Object... values) {
        console.say(ProgressSnapshot.format(pattern, values));
    }
}
