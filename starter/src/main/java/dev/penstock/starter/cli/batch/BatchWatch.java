package dev.penstock.starter.cli.batch;

import dev.penstock.client.batch.BatchDescription;
import dev.penstock.client.batch.BatchHandle;
import dev.penstock.client.batch.FailureReason;
import dev.penstock.client.batch.RateMeter;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.TemporalDeadline;
import dev.penstock.contracts.batch.BatchProgress;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.batch.LaneProgress;
import dev.penstock.starter.cli.output.LaneText;
import dev.penstock.starter.cli.output.ProgressLine;
import dev.penstock.starter.cli.output.ProgressSnapshot;
import dev.penstock.starter.cli.session.EmbeddedWorker;
import dev.penstock.starter.cli.session.StopSignal;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows a batch until it ends, is held, or the user wants to stop. */
public final class BatchWatch {
    private static final Logger log = LoggerFactory.getLogger(BatchWatch.class);
    private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);
    /** The longest wait for a progress: longer than a query's own timeout. */
    private static final Duration ANSWERS = Duration.ofSeconds(12);

    private static final Duration SERVER_ANSWERS = Duration.ofSeconds(3);

    /** The reason why watching ended. */
    public sealed interface End {
        /** The batch has closed; its files and summary are in the store. */
        record Closed() implements End {}

        /** The batch was refused before any request was called. */
        record Refused(String message) implements End {}

        /** The batch's workflow failed for another reason, or was terminated. */
        record Failed(String message) implements End {}

        /** The batch cannot continue until a person acts. */
        record Held(BatchDescription batch, String reason) implements End {}

        /** The user asked to stop; {@code batch} is the last known description. */
        record Stopped(BatchDescription batch, String signal) implements End {}
    }

    private final BatchHandle batch;
    private final ProgressLine line;
    private final BatchPoolWaits waits;
    private final RateMeter rate = new RateMeter();
    private final ServerSilence silence;
    private @Nullable String alert;
    private @Nullable String pause;
    private @Nullable BatchProgress last;
    private Runnable whenPlanned = () -> {};
    private boolean isPlanned;
    private boolean planPrinted;
    private boolean rescuePrinted;
    private List<String> poolProblems = List.of();

    public BatchWatch(BatchHandle batch, ProgressLine line, BatchPoolWaits waits) {
        this.batch = batch;
        this.line = line;
        this.waits = waits;
        this.silence = new ServerSilence(line::say);
    }

    /** Sets what runs once when the batch is seen to be planned. */
    public BatchWatch whenPlanned(Runnable action) {
        whenPlanned = action;
        return this;
    }

    private BatchDescription lastDescription() {
        return last == null ? BatchDescription.running(batch.id()) : BatchDescription.of(last, Instant.now());
    }

    /**
     * Follows the batch until it ends, is held, or the user wants to stop.
     *
     * @param worker this process's worker, which is kept running and reports calls in flight; null if there is none
     */
    public End follow(@Nullable EmbeddedWorker worker, StopSignal stop) throws InterruptedException {
        CompletableFuture<BatchResult> end = CompletableFuture.supplyAsync(batch::result, Thread::startVirtualThread);
        while (!stop.isRequested()) {
            if (worker != null) {
                worker.ensure();
            }
            try {
                CompletableFuture.anyOf(end, stop.requested())
                        .get(line.interval().toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException stillRunning) {
                BatchProgress progress = show(worker);
                if (progress != null && progress.held() && progress.state() == BatchState.PAUSED) {
                    return new End.Held(
                            lastDescription(), Objects.requireNonNullElse(progress.pausedBecause(), "paused"));
                }
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof WorkflowFailedException how) {
                    return ended(how);
                }
                // The server may be restarting, so the result is requested again.
                log.debug("Waiting for batch {} was interrupted", batch.id(), failed.getCause());
                TimeUnit.MILLISECONDS.sleep(RETRY_INTERVAL.toMillis());
                end = CompletableFuture.supplyAsync(batch::result, Thread::startVirtualThread);
            }
            if (end.isDone() && !end.isCompletedExceptionally()) {
                show(worker);
                return new End.Closed();
            }
        }
        return new End.Stopped(lastDescription(), stop.requested().join());
    }

    private static End ended(WorkflowFailedException how) {
        if (how.getCause() instanceof CanceledFailure) {
            return new End.Closed();
        }
        ApplicationFailure why = FailureReason.find(how).orElse(null);
        if (why != null && FailureTypes.FAIL_FAST.equals(why.getType())) {
            return new End.Closed();
        }
        if (why != null
                && (FailureTypes.INVALID_INPUT.equals(why.getType())
                        || FailureTypes.INVALID_SPEC.equals(why.getType()))) {
            return new End.Refused(why.getOriginalMessage());
        }
        return new End.Failed(String.valueOf(why == null ? how.getMessage() : why.getOriginalMessage()));
    }

    private @Nullable BatchProgress show(@Nullable EmbeddedWorker worker) {
        long asked = System.nanoTime();
        try {
            BatchProgress progress = TemporalDeadline.within(ANSWERS, batch::progress);
            silence.answered();
            last = progress;
            printNews(progress);
            printPoolProblems(worker);
            line.show(new ProgressSnapshot(
                    progress,
                    worker == null ? 0 : worker.inFlight(),
                    rate.perSecond(progress.finished().counts().done(), System.nanoTime()),
                    waits.lines(Instant.now())));
            return progress;
        } catch (WorkflowException | io.grpc.StatusRuntimeException notNow) {
            log.debug("The progress of batch {} cannot be read at the moment", batch.id(), notNow);
            silence.failed(isServerThere(), asked, System.nanoTime());
            return null;
        }
    }

    private boolean isServerThere() {
        try {
            boolean unused = TemporalDeadline.within(SERVER_ANSWERS, batch::isRunning);
            return true;
        } catch (WorkflowException | io.grpc.StatusRuntimeException silent) {
            return false;
        }
    }

    private void printLane(@Nullable LaneProgress lane) {
        if (lane == null) {
            return;
        }
        if (!planPrinted && lane.parts() > 0) {
            planPrinted = true;
            line.say(LaneText.plan(lane));
        }
        if (lane.rescued() != null && !rescuePrinted) {
            rescuePrinted = true;
            line.say("online:   " + lane.rescued());
        }
    }

    /** Prints new troubles of the worker's pools, and a line once all pools are open again. */
    private void printPoolProblems(@Nullable EmbeddedWorker worker) {
        List<String> now = worker == null ? List.of() : worker.poolProblems();
        now.stream().filter(problem -> !poolProblems.contains(problem)).forEach(line::say);
        if (now.isEmpty() && !poolProblems.isEmpty()) {
            line.say("all pools are open again");
        }
        poolProblems = now;
    }

    private void printNews(BatchProgress progress) {
        if (!isPlanned && progress.total() > 0) {
            isPlanned = true;
            whenPlanned.run();
        }
        printLane(progress.lane());
        if (progress.alert() != null && alert == null) {
            line.say("ALERT: " + progress.alert());
        }
        alert = progress.alert();
        if (progress.pausedBecause() != null && !progress.pausedBecause().equals(pause)) {
            line.say("paused: " + progress.pausedBecause());
        }
        pause = progress.pausedBecause();
    }
}
