package dev.penstock.starter.cli.destination;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.attribute.FileTime;

/**
 * The file or object that stands at a destination at the moment.
 *
 * @param place the file's path with all links followed, or the object's address
 * @param bytes its length
 * @param modified when it was changed last
 * @param content opens it for reading from its beginning
 */
record PresentOutput(String place, long bytes, FileTime modified, Content content) {
    /** Returns whether it has the content that was written. */
    boolean isAsWritten(WrittenFile written) throws IOException {
        return bytes == written.bytes()
                && (WrittenFile.nanos(modified) == written.modified()
                        || WrittenFiles.sha256(content.open()).equals(written.sha256()));
    }

    /** A source of bytes that can be read again and again. */
    interface Content {
        InputStream open() throws IOException;
    }
}
