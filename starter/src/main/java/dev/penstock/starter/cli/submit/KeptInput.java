package dev.penstock.starter.cli.submit;

import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.ContentDigest;
import dev.penstock.store.PrivateFiles;
import dev.penstock.store.Store;
import dev.penstock.store.input.KeptInputs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Copies an input that can be read only once into the store. The copy is named by its content, so that the same input sent
 * again finds its batch.
 *
 * @param most the most bytes that are kept; fewer where the disk has less room
 * @param name the input for people
 */
record KeptInput(Store store, String name, long most) {
    private static final long GIB = 1L << 30;
    /** As much as an unpacked file may have. */
    private static final long MOST = 64 * GIB;

    private static final long LEFT_FREE = GIB;
    private static final int DIGEST_LENGTH = 16;

    KeptInput(Store store, String name) {
        this(store, name, MOST);
    }

    Path keep(InputStream in, String ending) throws IOException {
        return keep(in, "stdin", ending);
    }

    /**
     * @param stem the beginning of the copy's name, and so of its batch's id
     * @param ending the ending of the input's name, such as {@code .csv}, which decides its format
     * @throws UserError if the input is too long
     */
    Path keep(InputStream in, String stem, String ending) throws IOException {
        Path folder = store.inputs();
        KeptInputs inputs = new KeptInputs(store);
        inputs.sweep(Instant.now());
        Path draft = PrivateFiles.create(folder.resolve(
                ".%s.part".formatted(Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36))));
        ContentDigest digest = new ContentDigest();
        try {
            copy(digest.through(in), draft);
            String name = stem + "-" + digest.hex().substring(0, DIGEST_LENGTH) + ending;
            inputs.reserve(name);
            return Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private void copy(InputStream in, Path draft) throws IOException {
        long room = Math.min(most, Files.getFileStore(draft).getUsableSpace() - LEFT_FREE);
        try (OutputStream out = Files.newOutputStream(draft)) {
            byte[] buffer = new byte[1 << 16];
            long kept = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                kept += read;
                if (kept > room) {
                    throw new UserError(
                            "%s is longer than 64 GiB, or fills the disk of %s, where 1 GiB stays free; split it"
                                    .formatted(name, draft.getParent()));
                }
                out.write(buffer, 0, read);
            }
        }
    }
}
