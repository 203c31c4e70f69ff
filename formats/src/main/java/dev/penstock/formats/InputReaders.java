package dev.penstock.formats;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.formats.content.TextContent;
import dev.penstock.store.ContentDigest;
import java.io.IOException;
import java.io.InputStream;

/** Detects the format of an input and opens a reader for it. */
public final class InputReaders {
    private InputReaders() {}

    /**
     * Opens a reader of a source, in the spec's format or else the detected one.
     *
     * @param content digests all that is read; complete once the input is read to its end
     * @throws UnreadableInputException when the source cannot be read
     */
    public static InputReader open(InputSource source, BatchSpec spec, ContentDigest content) {
        InputStream in = content.through(source.open());
        try {
            return open(in, source.name(), spec);
        } catch (IOException e) {
            throw source.unreadable(e);
        }
    }

    /**
     * Opens a reader of a stream, in the spec's format or else the detected one.
     *
     * @param name the file's name in lower case, without {@code .gz} or {@code .zst}, whose ending helps to detect the format
     */
    public static InputReader open(InputStream in, String name, BatchSpec spec) throws IOException {
        return new FormatChoice(TextContent.of(in), name, spec).reader();
    }
}
