package dev.penstock.starter.cli;

import dev.penstock.client.batch.BatchHandle;
import dev.penstock.client.batch.Reason;
import dev.penstock.contracts.BatchProgress;
import dev.penstock.contracts.BatchResult;
import dev.penstock.contracts.Cost;
import dev.penstock.contracts.Counts;
import dev.penstock.contracts.stage.StageTotal;
import io.temporal.client.WorkflowException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code penstock status BATCH}. */
@Command(name = "status", description = "Show how far a batch is.")
public final class StatusCommand extends BatchCommand {
    @Override
    public Integer call() throws IOException {
        Optional<BatchResult> ended = ended();
        if (ended.isPresent()) {
            return show(ended.get());
        }
        try (Session session = session()) {
            Optional<BatchHandle> running = session.batches().find(id()).filter(BatchHandle::isRunning);
            if (running.isPresent()) {
                BatchProgress progress =
                        Session.askingAWorker(() -> running.get().progress());
                return show(progress);
            }
            return show(stored().result(id()).orElseThrow(() -> noResult(get(session))));
        }
    }

    private int show(BatchResult result) {
        new Delivery(console, json).print(result, stored().summary(result));
        return ExitCode.DONE;
    }

    private UserError noResult(BatchHandle ended) {
        String status = ended.statusWord();
        try {
            ended.result();
        } catch (WorkflowException failed) {
            return Reason.find(failed)
                    .map(why -> new UserError("batch %s %s: %s".formatted(id(), status, why.getOriginalMessage())))
                    .orElseGet(() -> new UserError("batch %s was %s before it had results".formatted(id(), status)));
        }
        return new UserError("batch %s %s, but its files are not in %s".formatted(id(), status, home.storeUri()));
    }

    private int show(BatchProgress progress) {
        if (json.wanted) {
            json.print(progress);
            return ExitCode.DONE;
        }
        Snapshot now = new Snapshot(progress, 0, 0, Duration.ZERO);
        console.say(Snapshot.format("%s: %s, %,d of %,d done", id(), progress.state(), now.done(), now.total()));
        Counts counts = progress.finished().counts();
        if (counts.cached() > 0 || progress.duplicates() != null) {
            console.say(Snapshot.format(
                    "for free: %,d from the cache; %,d duplicates, which get their results at the end",
                    counts.cached(), progress.duplicates() == null ? 0 : progress.duplicates()));
        }
        for (StageTotal stage : progress.stages() == null ? List.<StageTotal>of() : progress.stages()) {
            console.say(Snapshot.format(
                    "  %-16s %,d passed, %,d dead letters, p50 %,d ms",
                    stage.name(),
                    stage.receipt().counts().completed(),
                    stage.receipt().counts().failed(),
                    stage.receipt().latency().percentile(50)));
        }
        if (progress.budgetUsd() != null) {
            console.say(Snapshot.format(
                    "budget: $%s of $%s spent",
                    Cost.shown(progress.finished().cost().atMostNanoUsd()),
                    progress.budgetUsd().toPlainString()));
        }
        if (progress.pausedBecause() != null) {
            console.say("paused: " + progress.pausedBecause());
        }
        if (progress.alert() != null) {
            console.say("ALERT: " + progress.alert());
        }
        return ExitCode.DONE;
    }
}
