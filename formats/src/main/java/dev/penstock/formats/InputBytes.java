package dev.penstock.formats;

import dev.penstock.store.input.BucketInput;
import dev.penstock.store.input.DiskInput;
import dev.penstock.store.input.FileBelow;
import dev.penstock.store.input.InputLocation;
import dev.penstock.store.s3.object.BucketFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one input file as they are, packed or not.
 *
 * @param guarded the file as it may be opened by somebody who is trusted with one folder only; null = the path is opened
 */
record InputBytes(InputLocation location, @Nullable FileBelow guarded) {
    /** Opens the file for reading from its beginning. */
    InputStream open() throws IOException {
        return switch (location) {
            case DiskInput disk -> guarded == null ? Files.newInputStream(disk.file()) : guarded.open();
            case BucketInput object -> new BucketFile(object.place()).open();
        };
    }

    /** Opens the file for reading anywhere. */
    SeekableByteChannel channel() throws IOException {
        return switch (location) {
            case DiskInput disk -> guarded == null ? Files.newByteChannel(disk.file()) : guarded.openChannel();
            case BucketInput object -> new BucketFile(object.place()).channel();
        };
    }
}
