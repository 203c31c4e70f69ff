package dev.penstock.starter.cli.session;

import dev.penstock.client.history.HistoryEncryption;
import dev.penstock.engine.EngineOptions;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.StateFolder;
import dev.penstock.store.Store;
import dev.penstock.store.file.FileStore;
import java.net.URI;
import java.nio.file.Path;

/** The state folder, the store and the keys of histories, as the environment sets them. */
public final class UserFolders {
    private final EngineOptions engine = EngineOptions.fromEnvironment();

    public EngineOptions engine() {
        return engine;
    }

    public Path folder() {
        return engine.home();
    }

    public URI storeUri() {
        return StateFolder.storeUri(engine.environment());
    }

    /** Returns the encryption of histories, which each connection to Temporal needs. */
    public HistoryEncryption encryption() {
        try {
            return HistoryEncryption.of(engine.environment());
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }

    public Store store() {
        try {
            return FileStore.at(storeUri());
        } catch (IllegalArgumentException e) {
            throw new UserError("PENSTOCK_STORE: " + e.getMessage());
        }
    }
}
