package dev.penstock.starter.cli.batch;

import dev.penstock.client.batch.BatchDescription;
import dev.penstock.client.batch.BatchHandle;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.cli.output.ProgressLine;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.cli.session.StopSignal;
import dev.penstock.starter.cli.session.TemporalSession;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code penstock watch BATCH} follows a batch that other processes work on. */
@Command(name = "watch", description = "Follow a batch to its end.")
public final class WatchCommand extends BatchCommand {
    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<BatchResult> ended = ended();
        if (ended.isPresent()) {
            return summarise(ended.get());
        }
        StopSignal stop = StopSignal.listen(console::say);
        try (TemporalSession session = session()) {
            BatchHandle handle = get(session);
            session.batches().missingWorker(id()).ifPresent(console::say);
            BatchWatch.End end;
            try (ProgressLine line = ProgressLine.of(console, id().value())) {
                end = new BatchWatch(handle, line, new BatchPoolWaits(session, id())).follow(null, stop);
            }
            return switch (end) {
                case BatchWatch.End.Closed() -> closed(handle);
                case BatchWatch.End.Refused(String message) -> {
                    console.sayLines(message);
                    delivery().printJson(BatchDescription.withoutResults(id(), BatchState.FAILED, message));
                    yield ExitCode.WRONG_USE;
                }
                case BatchWatch.End.Failed(String message) ->
                    delivery().withoutResults(BatchDescription.withoutResults(id(), BatchState.FAILED, message));
                case BatchWatch.End.Held(BatchDescription batch, String reason) -> {
                    console.say("batch " + id() + " is paused: " + reason);
                    delivery().printJson(batch);
                    yield ExitCode.CAN_BE_CONTINUED;
                }
                case BatchWatch.End.Stopped(BatchDescription batch, String signal) -> {
                    delivery().printJson(batch);
                    yield ExitCode.CAN_BE_CONTINUED;
                }
            };
        }
    }

    private int closed(BatchHandle handle) throws IOException {
        Optional<BatchResult> result = stored().result(id());
        if (result.isPresent()) {
            return summarise(result.get());
        }
        delivery().printJson(BatchDescription.of(handle.listed()));
        throw new UserError(
                "batch %s has ended, and its files are in another store than %s".formatted(id(), home.storeUri()));
    }

    private int summarise(BatchResult result) throws IOException {
        delivery().print(described(result));
        return result.receipt().counts().failed() > 0 ? ExitCode.DEAD_LETTERS : ExitCode.DONE;
    }
}
