package dev.penstock.starter.cli;

import dev.penstock.client.batch.BatchHandle;
import dev.penstock.client.batch.StoredBatches;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.BatchResult;
import dev.penstock.contracts.BatchState;
import dev.penstock.engine.EngineUnavailable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command about one batch. */
abstract class BatchCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "BATCH", description = "The batch's id.")
    String batch = "";

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    CommandSpec command = CommandSpec.create();

    final UserFolders home = new UserFolders();
    final TerminalOutput console = TerminalOutput.system();

    BatchId id() {
        return named(batch);
    }

    static BatchId named(String id) {
        try {
            return new BatchId(id.startsWith("batch/") ? id.substring("batch/".length()) : id);
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }

    PrintWriter out() {
        return command.commandLine().getOut();
    }

    TemporalSession session() {
        return TemporalSession.open(home, console::say);
    }

    BatchHandle get(TemporalSession session) {
        return session.batches().find(id()).orElseThrow(() -> BatchLookup.unknown(id()));
    }

    ResultDelivery delivery() {
        return new ResultDelivery(console, json);
    }

    StoredBatches stored() {
        return new StoredBatches(home.store());
    }

    /** How it ended; empty while it runs, or runs again. Starts no server to find out. */
    Optional<BatchResult> ended() throws IOException {
        Optional<BatchResult> result = stored().result(id());
        // One that is answered whole is never run again.
        return result.filter(found -> found.isWhole() || !isRunning());
    }

    private boolean isRunning() {
        try (TemporalSession session = TemporalSession.find(home, console::say).orElse(null)) {
            return session != null
                    && session.batches()
                            .find(id())
                            .filter(BatchHandle::isRunning)
                            .isPresent();
        } catch (EngineUnavailable e) {
            console.say(e.getMessage() + "; this is what the store has");
            return false;
        }
    }

    /** Tells what the batch's status is now, on stderr or as {@code {"id":…,"status":…}} on stdout. */
    int done(BatchState status) {
        return done(Map.of("id", id().value(), "status", status), status.toString());
    }

    int done(Map<String, ?> document, String text) {
        if (json.wanted) {
            json.print(document);
        } else {
            console.say("batch %s: %s".formatted(id(), text));
        }
        return ExitCode.DONE;
    }
}
