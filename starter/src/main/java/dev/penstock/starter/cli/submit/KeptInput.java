package dev.penstock.starter.cli.submit;

import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.ContentDigest;
import dev.penstock.store.InputCopies;
import dev.penstock.store.Store;
import dev.penstock.store.input.InputLocation;
import dev.penstock.store.input.KeptInputs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;

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

    private static final int DIGEST_LENGTH = 16;

    KeptInput(Store store, String name) {
        this(store, name, MOST);
    }

    InputLocation keep(InputStream in, String ending) throws IOException {
        return keep(in, "stdin", ending);
    }

    /**
     * @param stem the beginning of the copy's name, and so of its batch's id
     * @param ending the ending of the input's name, such as {@code .csv}, which decides its format
     * @throws UserError if the input is too long
     */
    InputLocation keep(InputStream in, String stem, String ending) throws IOException {
        InputCopies copies = store.inputs();
        KeptInputs inputs = new KeptInputs(store);
        Instant now = Instant.now();
        inputs.sweep(now);
        ContentDigest digest = new ContentDigest();
        try (InputCopies.Copy draft = copies.begin()) {
            copy(digest.through(in), draft, Math.min(most, copies.room()));
            String name = stem + "-" + digest.hex().substring(0, DIGEST_LENGTH) + ending;
            inputs.reserve(name, now);
            draft.publish(name);
            return InputLocation.of(copies.locate(name).toString());
        }
    }

    private void copy(InputStream in, OutputStream out, long room) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long kept = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            kept += read;
            if (kept > room) {
                throw new UserError(
                        "%s is longer than 64 GiB, or fills the store's disk, where 1 GiB stays free; split it"
                                .formatted(name));
            }
            out.write(buffer, 0, read);
        }
    }
}
