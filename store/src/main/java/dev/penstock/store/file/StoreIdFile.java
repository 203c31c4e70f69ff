package dev.penstock.store.file;

import dev.penstock.contracts.StoreId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The file with a store's id, made once, by the first process that needs it. */
final class StoreIdFile {
    private static final int BYTES = 4;
    private static final int READINGS = 20;
    private static final Duration PAUSE = Duration.ofMillis(50);

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
            return Optional.of(new StoreId(text()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage() + "; bring the file back from a copy of the store", e);
        }
    }

    /** Reads the file; where there are no hard links, it is empty for a moment while another process makes it. */
    private String text() throws IOException {
        String text = "";
        for (int reading = 0; text.isEmpty() && reading < READINGS; reading++) {
            if (reading > 0) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            text = Files.readString(store.inside(file), StandardCharsets.UTF_8).strip();
        }
        return text;
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
