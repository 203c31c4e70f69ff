package dev.penstock.starter.cli.session;

import dev.penstock.client.history.HistoryEncryption;
import dev.penstock.engine.EngineOptions;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.PrivateFiles;
import dev.penstock.store.StateFolder;
import dev.penstock.store.Store;
import dev.penstock.store.StoreUnavailableException;
import dev.penstock.store.file.FileStore;
import dev.penstock.store.location.StoreLocation;
import dev.penstock.worker.WorkerBuild;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The state folder, the store, the keys of histories and the build, as the environment sets them. */
public final class UserFolders {
    private static final Path USUAL = Path.of(System.getProperty("user.home"), ".penstock");

    /** The folders that Penstock makes in the state folder, apart from the engine's. */
    private static final List<String> MADE = List.of("store", "stdin", "workers", "cache");

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

    /**
     * Returns the build that this process's workers say they are; null = they say none.
     *
     * @param id takes precedence over the environment's; null or blank = the environment's
     */
    public @Nullable WorkerBuild build(@Nullable String id) {
        Map<String, String> environment = engine.environment();
        try {
            return (id == null || id.isBlank() ? WorkerBuild.of(environment) : WorkerBuild.find(id, environment))
                    .orElse(null);
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }

    /** Returns the folder of the store; empty when it is in a bucket. */
    public Optional<Path> storeFolder() {
        return "file".equals(storeUri().getScheme()) ? Optional.of(Path.of(storeUri())) : Optional.empty();
    }

    public Store store() {
        try {
            return StoreLocation.open(storeUri());
        } catch (IllegalArgumentException e) {
            throw new UserError("PENSTOCK_STORE: " + e.getMessage());
        }
    }

    /**
     * Returns the store, for a command that is about to use it for work, and closes what Penstock made to other users.
     *
     * @throws StoreUnavailableException if the results could not be stored
     */
    public Store usableStore() {
        closeToOthers();
        Store store = store();
        if (store instanceof FileStore files) {
            files.closeToOthers();
        }
        store.trouble().ifPresent(trouble -> {
            throw new StoreUnavailableException(trouble);
        });
        return store;
    }

    /** Closes what Penstock made in the state folder; a state folder that the user chose is the user's to close. */
    private void closeToOthers() {
        MADE.forEach(name -> PrivateFiles.narrow(folder().resolve(name)));
        if (folder().equals(USUAL)) {
            PrivateFiles.narrow(folder());
        }
    }
}
