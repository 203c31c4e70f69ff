package dev.penstock.starter.cli.submit;

import dev.penstock.client.batch.BatchDescription;
import dev.penstock.client.batch.BatchDirectory;
import dev.penstock.client.batch.BatchHandle;
import dev.penstock.client.batch.BatchQuestion;
import dev.penstock.client.batch.StoredBatches;
import dev.penstock.client.pool.PoolDirectory;
import dev.penstock.client.pool.PoolHandle;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.StoreId;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.pool.AccountRejection;
import dev.penstock.starter.cli.batch.BatchPoolWaits;
import dev.penstock.starter.cli.batch.BatchWatch;
import dev.penstock.starter.cli.batch.ResultDelivery;
import dev.penstock.starter.cli.destination.BatchOutput;
import dev.penstock.starter.cli.output.CountText;
import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.cli.output.ProgressLine;
import dev.penstock.starter.cli.output.TerminalOutput;
import dev.penstock.starter.cli.session.EmbeddedWorker;
import dev.penstock.starter.cli.session.StopSignal;
import dev.penstock.starter.cli.session.TemporalSession;
import dev.penstock.starter.cli.session.UserFolders;
import dev.penstock.store.plan.PlanFiles;
import dev.penstock.worker.config.ProviderChoice;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a batch from submission to delivery in this process: engine, worker, progress, files. */
final class BatchRun {
    private static final Logger log = LoggerFactory.getLogger(BatchRun.class);

    private final UserFolders home;
    private final TerminalOutput console;
    private final ResultDelivery delivery;
    private final Duration grace;
    private RunForecast forecast = RunForecast.none();
    private @Nullable BatchQuestion question;

    BatchRun(UserFolders home, TerminalOutput console, ResultDelivery delivery, Duration grace) {
        this.home = home;
        this.console = console;
        this.delivery = delivery;
        this.grace = grace;
    }

    /** Sets the forecast that is printed before the first call. */
    BatchRun withForecast(RunForecast printed) {
        forecast = printed;
        return this;
    }

    /** Sets what the batch asks, so that a running batch that asks something else is not taken for it. */
    BatchRun asking(BatchQuestion asked) {
        question = asked;
        return this;
    }

    /** Runs or continues the batch and returns the exit code. */
    int run(BatchId id, BatchSpec spec, ProviderChoice provider, BatchOutput results)
            throws IOException, InterruptedException {
        // Asked for now: a store that goes away meanwhile must not be made anew.
        StoreId store = home.usableStore().id();
        StopSignal stop = StopSignal.listen(console::say);
        try (TemporalSession session = TemporalSession.open(home, console::say)) {
            stop.onImmediateStop(session.engine()::close);
            console.say("engine:   " + session.engine().description());
            console.say("provider: " + provider.description());
            session.engine().webUiFor(id.workflowId()).ifPresent(address -> console.say("watch:    " + address));
            ProviderChoice payer = new EarlierAccount(session, home, console::say).resolve(id, provider);
            try (EmbeddedWorker worker = new EmbeddedWorker(home, payer, session.client(), console::say)) {
                worker.ensure();
                tryBlockedPools(session.pools(), payer);
                forecast.say(console, pool -> LearnedQuotas.of(session, pool));
                if (!worker.isIdle()) {
                    UnfinishedBatches.besides(id, session.batches()).ifPresent(console::say);
                }
                BatchHandle batch = startOrContinue(session.batches(), id, payer.chosenFor(spec));
                stop.onImmediateStopSay(() ->
                        worker.isIdle() || worker.isAwaited() ? goesOnElsewhere(id) : "the same command continues");
                BatchWatch.End end = follow(batch, worker, session, stop);
                OtherWorkers others = new OtherWorkers(session, store, worker);
                int code = finish(end, id, worker, () -> others.goOnWith(id, payer), results);
                handOver(session.batches(), id, worker, stop);
                return code;
            }
        }
    }

    /** Lets what the worker does for other batches end, which it would otherwise break off; their own processes go on with them. */
    private void handOver(BatchDirectory batches, BatchId own, EmbeddedWorker worker, StopSignal stop) {
        if (stop.isRequested() || (worker.activities() == 0 && !isAnotherRunning(batches, own))) {
            return;
        }
        int running = worker.inFlight();
        if (running > 0) {
            console.say("letting %s of other batches end (at most %d s; a signal stops at once) …"
                    .formatted(CountText.of(running, "call", "calls"), grace.toSeconds()));
        }
        long end = System.nanoTime() + grace.toNanos();
        worker.handOver(() -> stop.isRequested() || System.nanoTime() - end >= 0);
    }

    private static boolean isAnotherRunning(BatchDirectory batches, BatchId own) {
        try {
            return batches.listRunning().anyMatch(batch -> !batch.id().equals(own.value()));
        } catch (WorkflowException | StatusRuntimeException e) {
            log.info("It is not known whether other batches run", e);
            return true;
        }
    }

    /** Asks the governors to open blocked pools again, because the user may have replaced the key or paid since. */
    private void tryBlockedPools(PoolDirectory pools, ProviderChoice provider) {
        for (String name : provider.servedNames()) {
            try {
                if (pools.find(name).map(PoolHandle::tryAgain).orElse(false)) {
                    console.say("pool " + name + " was blocked by its provider; trying it again");
                }
            } catch (WorkflowException | StatusRuntimeException e) {
                log.info("The state of pool {} cannot be read", name, e);
            }
        }
    }

    private BatchWatch.End follow(BatchHandle batch, EmbeddedWorker worker, TemporalSession session, StopSignal stop)
            throws InterruptedException {
        try (ProgressLine line = ProgressLine.of(console, batch.id().value())) {
            return new BatchWatch(batch, line, new BatchPoolWaits(session, batch.id()))
                    .whenPlanned(() -> forecast.correct(new PlanFiles(home.store()), batch.id(), line::say))
                    .follow(worker, stop);
        }
    }

    private BatchHandle startOrContinue(BatchDirectory batches, BatchId id, BatchSpec spec)
            throws IOException, InterruptedException {
        Optional<BatchHandle> running = batches.findOurs(id).filter(BatchHandle::isRunning);
        if (question != null) {
            QuestionConflict.refuseOrNote(home.store(), id, question, running.isPresent());
        }
        if (running.isEmpty()) {
            new StoredBatches(home.store())
                    .result(id)
                    .ifPresent(before -> console.say(
                            "batch %s was %s before; what has no answer is called now".formatted(id, before.status())));
            return batches.submit(id, spec);
        }
        console.say("batch " + id + " is unfinished and continues");
        BatchHandle batch = running.get();
        if (spec.budgetUsd().isPresent()) {
            RepeatedUpdate.send(batch, () -> batch.setBudget(spec.budgetUsd().get()));
        }
        // Running the batch again resumes it, whatever it was paused for.
        RepeatedUpdate.send(batch, batch::resume);
        return batch;
    }

    private int finish(
            BatchWatch.End end, BatchId id, EmbeddedWorker worker, BooleanSupplier goesOn, BatchOutput results)
            throws IOException {
        return switch (end) {
            case BatchWatch.End.Closed() -> delivery.deliver(new StoredBatches(home.store()), id, results);
            case BatchWatch.End.Refused(String message) -> {
                console.sayLines(message);
                delivery.printJson(BatchDescription.withoutResults(id, BatchState.FAILED, message));
                yield ExitCode.WRONG_USE;
            }
            case BatchWatch.End.Failed(String message) ->
                delivery.withoutResults(BatchDescription.withoutResults(id, BatchState.FAILED, message));
            case BatchWatch.End.Held(BatchDescription batch, String reason) -> {
                stop(worker);
                console.say("batch " + id + " is paused: " + reason);
                console.say(
                        AccountRejection.goesOnByItself(reason)
                                ? "nothing is lost; run the same command again then, or `penstock up` now, under which it goes on by itself"
                                : "nothing is lost; fix the cause and run the same command again");
                delivery.printJson(batch);
                yield ExitCode.CAN_BE_CONTINUED;
            }
            case BatchWatch.End.Stopped(BatchDescription batch, String signal)
            when goesOn.getAsBoolean() -> {
                stop(worker);
                console.say(goesOnElsewhere(id));
                delivery.printJson(batch);
                yield ExitCode.CAN_BE_CONTINUED;
            }
            case BatchWatch.End.Stopped(BatchDescription batch, String signal) -> {
                stop(worker);
                console.say("batch " + id + " stopped; run the same command again to continue");
                delivery.printJson(batch.paused("stopped by SIG" + signal + "; the same command continues it"));
                yield ExitCode.CAN_BE_CONTINUED;
            }
        };
    }

    private static String goesOnElsewhere(BatchId id) {
        return "batch %s goes on in another penstock process; `penstock watch %s` follows it, `penstock pause %s` or `penstock cancel %s` stops it"
                .formatted(id, id, id, id);
    }

    private void stop(EmbeddedWorker worker) {
        int running = worker.inFlight();
        if (running > 0) {
            console.say("waiting for %s in flight (at most %d s; a second signal stops at once) …"
                    .formatted(CountText.of(running, "call", "calls"), grace.toSeconds()));
        }
        int left = worker.drain(grace);
        if (left > 0) {
            console.say("%s still in flight after %d s"
                    .formatted(CountText.of(left, "call was", "calls were"), grace.toSeconds()));
        }
    }
}
