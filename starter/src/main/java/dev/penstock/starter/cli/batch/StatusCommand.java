package dev.penstock.starter.cli.batch;

import dev.penstock.client.batch.BatchDescription;
import dev.penstock.client.batch.BatchHandle;
import dev.penstock.client.batch.FailureReason;
import dev.penstock.contracts.Cost;
import dev.penstock.contracts.Counts;
import dev.penstock.contracts.batch.BatchProgress;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.pipeline.StageTotal;
import dev.penstock.starter.cli.output.CountText;
import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.cli.output.ProgressSnapshot;
import dev.penstock.starter.cli.output.StandardOutput;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.cli.session.TemporalSession;
import io.temporal.client.WorkflowException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code penstock status BATCH} prints a batch's status. */
@Command(name = "status", description = "Show a batch's state and progress.")
public final class StatusCommand extends BatchCommand {
    @Override
    public Integer call() throws IOException {
        Optional<BatchResult> ended = ended();
        if (ended.isPresent()) {
            return show(ended.get());
        }
        try (TemporalSession session = session()) {
            Optional<BatchHandle> running = session.batches().find(id()).filter(BatchHandle::isRunning);
            if (running.isPresent()) {
                BatchProgress progress =
                        TemporalSession.askWorker(() -> running.get().progress());
                Optional<String> missingWorker = session.batches().missingWorker(id());
                List<String> waits =
                        missingWorker.isPresent() ? List.of() : new BatchPoolWaits(session, id()).lines(Instant.now());
                return show(progress, missingWorker, waits);
            }
            return show(stored().result(id()).orElseThrow(() -> noResult(get(session))));
        }
    }

    private int show(BatchResult result) throws IOException {
        BatchDescription batch = described(result);
        if (json.wanted) {
            json.print(batch);
        } else {
            StandardOutput.page(BatchSummaryText.of(batch), command);
        }
        return ExitCode.DONE;
    }

    private UserError noResult(BatchHandle ended) {
        BatchState status = ended.listed().status();
        String reason = reason(ended);
        delivery().printJson(BatchDescription.withoutResults(id(), status, reason));
        return new UserError("batch %s is %s: %s".formatted(id(), status, reason));
    }

    private String reason(BatchHandle ended) {
        try {
            ended.result();
            return "the batch's files are not in " + home.storeUri();
        } catch (WorkflowException failed) {
            return FailureReason.find(failed)
                    .map(why -> String.valueOf(why.getOriginalMessage()))
                    .orElseGet(() -> "the batch was %s before it had results".formatted(ended.statusWord()));
        }
    }

    private int show(BatchProgress progress, Optional<String> missingWorker, List<String> waits) {
        if (json.wanted) {
            json.print(BatchDescription.of(progress, Instant.now())
                    .waiting(missingWorker)
                    .waitingFor(waits));
            return ExitCode.DONE;
        }
        StandardOutput.page(lines(progress, missingWorker, waits), command);
        return ExitCode.DONE;
    }

    private List<String> lines(BatchProgress progress, Optional<String> missingWorker, List<String> waits) {
        List<String> lines = new ArrayList<>();
        ProgressSnapshot now = new ProgressSnapshot(progress, 0, 0, waits);
        lines.add(ProgressSnapshot.format("%s: %s, %,d of %,d done", id(), progress.state(), now.done(), now.total()));
        Counts counts = progress.finished().counts();
        if (counts.cached() > 0 || progress.duplicates() != null) {
            lines.add(ProgressSnapshot.format(
                    "reused:   %,d from the cache; %,d duplicates, which get their results at the end",
                    counts.cached(), progress.duplicates() == null ? 0 : progress.duplicates()));
        }
        String incomplete = counts.incompleteAnswers().text();
        if (!incomplete.isEmpty()) {
            lines.add("answers:  " + incomplete);
        }
        for (StageTotal stage : progress.stages() == null ? List.<StageTotal>of() : progress.stages()) {
            lines.add(ProgressSnapshot.format(
                    "  %-16s %,d passed, %s, p50 %,d ms",
                    stage.name(),
                    stage.receipt().counts().completed(),
                    CountText.deadLetters(stage.receipt().counts().failed()),
                    stage.receipt().latency().percentile(50)));
        }
        if (progress.budgetUsd() != null) {
            lines.add(ProgressSnapshot.format(
                    "budget: $%s of $%s spent",
                    Cost.shown(progress.finished().cost().atMost().value()),
                    progress.budgetUsd().toPlainString()));
        }
        missingWorker.ifPresent(lines::add);
        waits.forEach(lines::add);
        if (progress.pausedBecause() != null) {
            lines.add("paused: " + progress.pausedBecause());
        }
        if (progress.alert() != null) {
            lines.add("ALERT: " + progress.alert());
        }
        return lines;
    }
}
