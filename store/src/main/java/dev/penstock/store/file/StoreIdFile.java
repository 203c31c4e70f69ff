package dev.penstock.store.file;

import dev.penstock.contracts.StoreId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The file with a store's id, made once, by the first process that needs it. */
final class StoreIdFile {
    private static final int BYTES = 4;

    private final StoreRoot store;
    private final Path file;
    private volatile @Nullable StoreId known;

    StoreIdFile(StoreRoot store, Path file) {
        this.store = store;
        this.file = file;
    }

    StoreId get() throws IOException {
        StoreId id = known;
        if (id == null) {
            Optional<StoreId> found = find();
            id = found.isPresent() ? found.get() : made();
            known = id;
        }
        return id;
    }

    private Optional<StoreId> find() throws IOException {
        try {
            return Optional.of(new StoreId(
                    Files.readString(store.inside(file), StandardCharsets.UTF_8).strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage() + "; bring the file back from a copy of the store", e);
        }
    }

    private StoreId made() throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        try (LocalAtomicFile draft = LocalAtomicFile.of(store, file)) {
            draft.write((HexFormat.of().formatHex(random) + "\n").getBytes(StandardCharsets.UTF_8));
            boolean unused = draft.publishNew();
        } catch (IOException e) {
            throw new IOException("the store's id cannot be written to " + file + ": " + e.getMessage(), e);
        }
        // Another process may have been first.
        return find().orElseThrow(() -> new NoSuchFileException(file.toString()));
    }
}
