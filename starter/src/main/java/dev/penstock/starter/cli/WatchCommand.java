package dev.penstock.starter.cli;

import dev.penstock.client.batch.BatchHandle;
import dev.penstock.contracts.BatchResult;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code penstock watch BATCH}: follows a batch that others work on. */
@Command(name = "watch", description = "Follow a batch to its end.")
public final class WatchCommand extends BatchCommand {
    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<BatchResult> ended = ended();
        if (ended.isPresent()) {
            return summarise(ended.get());
        }
        StopSignal stop = StopSignal.listen(console::say);
        try (Session session = session()) {
            BatchHandle handle = get(session);
            Watch.End end;
            try (ProgressLine line = ProgressLine.of(console, id().value())) {
                end = new Watch(handle, line).follow(null, stop);
            }
            return switch (end) {
                case Watch.End.Closed() ->
                    summarise(stored().result(id())
                            .orElseThrow(
                                    () -> new UserError("batch %s has ended; its files are in another store than %s"
                                            .formatted(id(), home.storeUri()))));
                case Watch.End.Refused(String message) -> {
                    console.say(message);
                    yield ExitCode.WRONG_USE;
                }
                case Watch.End.Held(String reason) -> {
                    console.say("batch " + id() + " is paused: " + reason);
                    yield ExitCode.CAN_BE_CONTINUED;
                }
                case Watch.End.Stopped(String signal) -> ExitCode.CAN_BE_CONTINUED;
            };
        }
    }

    private int summarise(BatchResult result) {
        new Delivery(console, json).print(result, stored().summary(result));
        return result.receipt().counts().failed() > 0 ? ExitCode.DEAD_LETTERS : ExitCode.DONE;
    }
}
