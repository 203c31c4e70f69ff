package dev.penstock.formats;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.InputFormat;
import dev.penstock.formats.content.TextContent;
import dev.penstock.formats.parquet.ParquetRows;
import dev.penstock.store.ContentDigest;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Detects the format of an input and opens a reader for it. */
public final class InputReaders {
    private InputReaders() {}

    /**
     * Opens a reader of a source, in the spec's format or else the detected one.
     *
     * @throws UnreadableInputException when the source cannot be read
     */
    public static InputReader open(InputSource source, BatchSpec spec) {
        return read(source, spec, null);
    }

    /**
     * Opens a reader of a source as {@link #open(InputSource, BatchSpec)} does, and digests what is read.
     *
     * @param content complete once the input is read to its end
     */
    public static InputReader open(InputSource source, BatchSpec spec, ContentDigest content) {
        return read(source, spec, content);
    }

    /** @param content null = nobody wants the digest, for which a Parquet file is read as a whole */
    static InputReader read(InputSource source, BatchSpec spec, @Nullable ContentDigest content) {
        if (source.isSeveral()) {
            return FilesReader.of(source, spec, content);
        }
        try {
            if (spec.format() == InputFormat.AUTO && source.isParquet()) {
                if (content != null) {
                    source.readThrough(content, () -> {});
                }
                return new ParquetReader(new ParquetRows(source.channel()), new PromptBody(spec, source.part()));
            }
            InputStream in = source.open();
            return open(content == null ? in : content.through(in), source, spec);
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
