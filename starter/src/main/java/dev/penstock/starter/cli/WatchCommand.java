package dev.penstock.starter.cli;

import dev.penstock.contracts.BatchResult;
import dev.penstock.starter.batch.BatchHandle;
import dev.penstock.starter.batch.Stored;
import dev.penstock.starter.batch.Summary;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code penstock watch BATCH}: follows a batch that others work on. */
@Command(name = "watch", description = "Follow a batch to its end.")
public final class WatchCommand extends BatchCommand {
    @Override
    public Integer call() throws IOException, InterruptedException {
        StopSignal stop = StopSignal.listen(console::say);
        try (Session session = session()) {
            BatchHandle handle = get(session);
            Watch.End end;
            try (ProgressLine line = ProgressLine.of(console, id().value())) {
                end = new Watch(handle, line).follow(null, stop);
            }
            return switch (end) {
                case Watch.End.Closed() -> summarise();
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

    private int summarise() throws IOException {
        Store store = home.store();
        BatchResult result = new Stored(store)
                .result(id())
                .orElseThrow(() -> new UserError(
                        "batch %s has ended; its files are in another store than %s".formatted(id(), home.storeUri())));
        String output = store.locate(id(), BatchFile.OUTPUT).toString();
        String errors = store.locate(id(), BatchFile.ERRORS).toString();
        new Delivery(console, out(), json.wanted).print(result, Summary.of(result, output, errors));
        return result.receipt().counts().failed() > 0 ? ExitCode.DEAD_LETTERS : ExitCode.DONE;
    }
}
