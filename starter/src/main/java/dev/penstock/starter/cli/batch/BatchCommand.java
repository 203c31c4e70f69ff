package dev.penstock.starter.cli.batch;

import dev.penstock.client.batch.BatchDescription;
import dev.penstock.client.batch.BatchHandle;
import dev.penstock.client.batch.StoredBatches;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.engine.EngineUnavailable;
import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.cli.output.JsonOption;
import dev.penstock.starter.cli.output.StandardOutput;
import dev.penstock.starter.cli.output.TerminalOutput;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.cli.session.TemporalSession;
import dev.penstock.starter.cli.session.UserFolders;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The base of commands about one batch. */
public abstract class BatchCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "BATCH", description = "The batch's id.")
    String batch = "";

    @Mixin
    public JsonOption json = new JsonOption();

    @Spec
    CommandSpec command = CommandSpec.create();

    public final UserFolders home = new UserFolders();
    public final TerminalOutput console = TerminalOutput.system();

    public BatchId id() {
        return named(batch);
    }

    public static BatchId named(String id) {
        try {
            return new BatchId(id.startsWith("batch/") ? id.substring("batch/".length()) : id);
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }

    public PrintWriter out() {
        return StandardOutput.of(command);
    }

    public TemporalSession session() {
        return TemporalSession.open(home, console::say);
    }

    public BatchHandle get(TemporalSession session) {
        return session.batches().find(id()).orElseThrow(() -> BatchLookup.unknown(id()));
    }

    public ResultDelivery delivery() {
        return new ResultDelivery(console, json);
    }

    public StoredBatches stored() {
        return new StoredBatches(home.store());
    }

    /**
     * Returns the result of a batch that has ended; empty while the batch runs, for the first time or again. Starts no
     * server.
     */
    public Optional<BatchResult> ended() throws IOException {
        Optional<BatchResult> result = stored().result(id());
        // A batch whose requests are all answered never runs again.
        return result.filter(found -> found.isWhole() || !isRunning());
    }

    /** Returns a batch that has ended, with its commonest errors. */
    BatchDescription described(BatchResult result) throws IOException {
        BatchDescription batch = stored().describe(result);
        return result.receipt().counts().failed() == 0
                ? batch
                : batch.withCommonErrors(CommonErrors.of(home.store(), result.id()));
    }

    private boolean isRunning() {
        try (TemporalSession session = TemporalSession.find(home, console::say).orElse(null)) {
            return session != null
                    && session.batches()
                            .findOurs(id())
                            .filter(BatchHandle::isRunning)
                            .isPresent();
        } catch (EngineUnavailable e) {
            console.say(e.getMessage() + "; showing what the store has");
            return false;
        }
    }

    /** Prints the batch's new status, on stderr or as {@code {"id":…,"status":…}} on stdout, and returns the exit code. */
    public int done(BatchState status) {
        return done(Map.of("id", id().value(), "status", status), status.toString());
    }

    public int done(Map<String, ?> document, String text) {
        if (json.wanted) {
            json.print(document);
        } else {
            console.say("batch %s: %s".formatted(id(), text));
        }
        return ExitCode.DONE;
    }
}
