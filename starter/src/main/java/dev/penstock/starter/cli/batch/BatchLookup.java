package dev.penstock.starter.cli.batch;

import dev.penstock.client.batch.BatchDescription;
import dev.penstock.client.batch.BatchDescriptions;
import dev.penstock.client.batch.BatchDirectory;
import dev.penstock.client.batch.StoredBatches;
import dev.penstock.contracts.BatchId;
import dev.penstock.engine.EngineUnavailable;
import dev.penstock.starter.cli.output.TerminalOutput;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.cli.session.TemporalSession;
import dev.penstock.starter.cli.session.UserFolders;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds batches in the store and in a running Temporal server; starts no server. */
public final class BatchLookup implements AutoCloseable {
    private final UserFolders home;
    private final TerminalOutput console;
    private final BatchDescriptions descriptions;
    private boolean searched;
    private @Nullable TemporalSession session;

    public BatchLookup(UserFolders home, TerminalOutput console) {
        this.home = home;
        this.console = console;
        this.descriptions = new BatchDescriptions(new StoredBatches(home.store()), this::temporal);
    }

    /**
     * Returns a batch by its id.
     *
     * @throws UserError if there is no such batch
     */
    public BatchDescription get(BatchId id) throws IOException {
        return descriptions.find(id).orElseThrow(() -> unknown(id));
    }

    /** Returns the newest batches, newest first: from Temporal, or from the store if no Temporal server runs. */
    List<BatchDescription> newest(int limit) throws IOException {
        if (temporal().isEmpty()) {
            console.say("no Temporal server is running; showing what the store has");
        }
        return descriptions.newest(limit);
    }

    public static UserError unknown(BatchId id) {
        return new UserError("there is no batch %s; see `penstock list`".formatted(id));
    }

    private Optional<BatchDirectory> temporal() {
        if (!searched) {
            searched = true;
            try {
                session = TemporalSession.find(home, console::say).orElse(null);
            } catch (EngineUnavailable e) {
                console.say(e.getMessage() + "; showing what the store has");
            }
        }
        return Optional.ofNullable(session).map(TemporalSession::batches);
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
    }
}
