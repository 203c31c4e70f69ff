package dev.penstock.formats;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.InputFormat;
import dev.penstock.formats.content.TextContent;
import dev.penstock.formats.parquet.ParquetRows;
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
        if (source.isSeveral()) {
            return new FilesReader(source.parts(), spec, content, source.remarks());
        }
        try {
            if (source.isParquet() && spec.format() == InputFormat.AUTO) {
                source.readThrough(content, () -> {});
                return new ParquetReader(new ParquetRows(source.channel()), new PromptBody(spec, source.part()));
            }
            return open(content.through(source.open()), source, spec);
        } catch (IOException e) {
            throw source.unreadable(e);
        }
    }

    /** Opens a reader of some lines of a source. */
    public static InputReader open(InputStream in, InputSource source, BatchSpec spec) throws IOException {
        return new FormatChoice(TextContent.of(in), source.name(), new PromptBody(spec, source.part()), spec.format())
                .reader();
    }
}
