package dev.penstock.starter.cli;

import dev.penstock.client.batch.BatchHandle;
import dev.penstock.client.batch.Stored;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.BatchResult;
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

    final Home home = new Home();
    final Console console = Console.system();

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

    Session session() {
        return Session.open(home, console::say);
    }

    BatchHandle get(Session session) {
        return session.batches()
                .find(id())
                .orElseThrow(() -> new UserError("there is no batch %s; see `penstock list`".formatted(id())));
    }

    Stored stored() {
        return new Stored(home.store());
    }

    /** How it ended; empty while it runs, or runs again. Starts no server to find out. */
    Optional<BatchResult> ended() throws IOException {
        Optional<BatchResult> result = stored().result(id());
        // One that is answered whole is never run again.
        return result.filter(found -> found.isWhole() || !isRunning());
    }

    private boolean isRunning() {
        try (Session session = Session.find(home, console::say).orElse(null)) {
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

    /** Said on stderr, or as {@code {"id":…,"status":…}} on stdout. */
    int done(String status) {
        if (json.wanted) {
            json.print(Map.of("id", id().value(), "status", status));
        } else {
            console.say("batch %s: %s".formatted(id(), status));
        }
        return ExitCode.DONE;
    }
}
