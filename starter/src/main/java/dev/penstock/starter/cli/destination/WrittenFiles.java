package dev.penstock.starter.cli.destination;

import dev.penstock.store.ContentDigest;
import dev.penstock.store.Json;
import dev.penstock.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps in the store which files were written for which batches, so that a foreign file is told from an own one. */
final class WrittenFiles {
    private static final String FOLDER = "written";

    private final Store store;

    WrittenFiles(Store store) {
        this.store = store;
    }

    /** Returns what was written to a path last; empty if nothing was. */
    Optional<WrittenFile> find(Path file) throws IOException {
        return find(file.toString());
    }

    /** Returns what was written to a path or address last; empty if nothing was. */
    Optional<WrittenFile> find(String file) throws IOException {
        Optional<byte[]> found = store.documents().read(FOLDER, name(file));
        return found.isEmpty() ? Optional.empty() : Optional.of(Json.MAPPER.readValue(found.get(), WrittenFile.class));
    }

    void note(WrittenFile written) throws IOException {
        store.documents().write(FOLDER, name(written.path()), Json.MAPPER.writeValueAsBytes(written));
    }

    /** Returns whether a file still has the content that was written. */
    static boolean isUnchanged(Path file, WrittenFile written) throws IOException {
        if (Files.size(file) != written.bytes()) {
            return false;
        }
        return WrittenFile.nanos(Files.getLastModifiedTime(file)) == written.modified()
                || sha256(Files.newInputStream(file)).equals(written.sha256());
    }

    /** Reads and closes a stream and returns the SHA-256 of its content. */
    static String sha256(InputStream in) throws IOException {
        ContentDigest digest = new ContentDigest();
        try (InputStream content = digest.through(in)) {
            long unused = content.transferTo(OutputStream.nullOutputStream());
        }
        return digest.hex();
    }

    private static String name(String file) {
        ContentDigest digest = new ContentDigest();
        digest.add(file);
        return digest.hex();
    }
}
