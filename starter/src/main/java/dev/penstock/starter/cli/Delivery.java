package dev.penstock.starter.cli;

import dev.penstock.client.batch.InputName;
import dev.penstock.client.batch.Stored;
import dev.penstock.client.batch.Summary;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.BatchResult;
import dev.penstock.contracts.BatchState;
import dev.penstock.starter.usage.Period;
import dev.penstock.starter.usage.StoredBatch;
import dev.penstock.store.BatchFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Hands a finished batch's files and figures to the user. */
final class Delivery {
    private final Console console;
    private final JsonOption json;

    Delivery(Console console, JsonOption json) {
        this.console = console;
        this.json = json;
    }

    /** Copies the files and prints the summary; the exit code. */
    int deliver(Stored stored, BatchId id, Path results) throws IOException {
        BatchResult result = stored.result(id)
                .orElseThrow(() -> new IllegalStateException("batch " + id + " ended without a summary in the store"));
        Path errors = InputName.errors(results);
        stored.fetch(id, BatchFile.OUTPUT, results);
        stored.fetch(id, BatchFile.ERRORS, errors);
        print(result, Summary.of(result, results.toString(), errors.toString()));
        printTime(stored, id);
        return result.receipt().counts().failed() > 0 ? ExitCode.DEAD_LETTERS : ExitCode.DONE;
    }

    void print(BatchResult result, Summary summary) {
        if (json.wanted) {
            json.print(summary);
            return;
        }
        if (result.status() != BatchState.COMPLETED) {
            console.say("batch %s is %s: %s".formatted(result.id(), result.status(), result.reason()));
        }
        say(
                "answered: %,d of %,d, %,d dead letters, in %.1f s (%.1f/s)",
                summary.completed(),
                summary.total(),
                summary.failed(),
                summary.wallSeconds(),
                summary.requestsPerSecond());
        if (summary.fromCache() + summary.duplicates() > 0) {
            say("for free: %,d from the cache, %,d duplicates", summary.fromCache(), summary.duplicates());
        }
        say(
                "latency:  p50 %,d ms, p99 %,d ms",
                summary.latency().p50(), summary.latency().p99());
        say(
                "tokens:   %,d input, %,d output; cost %s",
                summary.usage().input(), summary.usage().output(), cost(summary));
        if (summary.lanes() != null) {
            console.say(LaneText.costs(summary.lanes()));
        }
        say(
                "retries:  %,d after faults; 429 was answered %,d times; %,d possibly paid twice",
                summary.retries(), summary.throttled(), summary.possiblyPaidTwice());
        console.say("results:  " + summary.output());
        if (summary.failed() > 0) {
            console.say("errors:   " + summary.errors());
            console.say("replay the dead letters with: penstock retry-failed " + result.id());
        }
    }

    private void printTime(Stored stored, BatchId id) throws IOException {
        if (json.wanted) {
            return;
        }
        Optional<StoredBatch> batch = StoredBatch.find(stored.store(), id);
        if (batch.isPresent()) {
            console.say("time:     "
                    + StatsText.time(batch.get().statistics(Period.ALWAYS).time()));
            console.say("more:     penstock stats %s, penstock report %s".formatted(id, id));
        }
    }

    private static String cost(Summary summary) {
        return summary.costUsd() == null
                ? "unknown (no price for the model)"
                : "$" + summary.costUsd().toPlainString();
    }

    private void say(String pattern, Object... values) {
        console.say(Snapshot.format(pattern, values));
    }
}
