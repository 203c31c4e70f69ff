package dev.penstock.starter.cli.destination;

import dev.penstock.store.ContentDigest;
import dev.penstock.store.Json;
import dev.penstock.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** Keeps in the store which files were written for which batches, so that a foreign file is told from an own one. */
final class WrittenFiles {
    private static final String FOLDER = "written";

    private final Store store;

    WrittenFiles(Store store) {
        this.store = store;
    }

    /** Returns what was written to a path or address last, or was about to be; empty if nothing was. */
    Optional<WrittenFile> find(String file) throws IOException {
        Optional<byte[]> found = store.documents().read(FOLDER, name(file));
        return found.isEmpty() ? Optional.empty() : Optional.of(Json.MAPPER.readValue(found.get(), WrittenFile.class));
    }

    /** Returns how this output was written; empty if Penstock did not write it, or somebody changed it since. */
    Optional<WrittenFile> writing(PresentOutput output) throws IOException {
        WrittenFile last = find(output.place()).orElse(null);
        while (last != null && !output.isAsWritten(last)) {
            last = last.replaced();
        }
        return Optional.ofNullable(last);
    }

    void note(WrittenFile written) throws IOException {
        store.documents().write(FOLDER, name(written.path()), Json.MAPPER.writeValueAsBytes(written));
    }

    /**
     * Notes that an output which was about to be written has appeared, unless another process has noted another one since.
     *
     * @param destination a file or an object
     * @param written as it was noted before it appeared
     */
    void confirm(OutputDestination destination, WrittenFile written) throws IOException {
        if (find(written.path()).filter(written::equals).isPresent()) {
            // A file keeps the time of its draft; what is there now may be somebody else's.
            note(written.confirmed(written.modified() == 0 ? timeOf(destination, written) : written.modified()));
        }
    }

    /** Returns the time of an object in nanoseconds since 1970; 0 if it cannot be the one that was written. */
    private static long timeOf(OutputDestination destination, WrittenFile written) throws IOException {
        return destination
                .present()
                .filter(there -> there.bytes() == written.bytes())
                .map(there -> WrittenFile.nanos(there.modified()))
                .orElse(0L);
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
