package dev.penstock.formats;

import dev.penstock.store.SizeLimits;
import dev.penstock.store.line.StrictUtf8;
import dev.penstock.store.line.TextLine;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads an input in which each text of a source is one request. */
final class RecordReader implements InputReader {
    private final RecordSource records;
    private final LineFormat format;
    private final boolean hasLines;
    private @Nullable TextLine last;

    /**
     * @param hasLines whether each line of the file is read for itself
     */
    RecordReader(RecordSource records, LineFormat format, boolean hasLines) {
        this.records = records;
        this.format = format;
        this.hasLines = hasLines;
    }

    @Override
    public @Nullable InputLine next() throws IOException {
        TextLine line = records.next();
        last = null;
        if (line == null) {
            return null;
        }
        if (line.isTooLong()) {
            return new InputLine.Unreadable(
                    line.number(),
                    null,
                    InputErrorCodes.INVALID_REQUEST,
                    "the line is longer than %d MiB".formatted(SizeLimits.LINE_BYTES >> 20));
        }
        if (!format.readsAnyBytes() && !StrictUtf8.isValid(line.text())) {
            return new InputLine.Unreadable(
                    line.number(), null, InputErrorCodes.INVALID_JSON_LINE, "the line is not valid UTF-8");
        }
        last = line;
        return format.read(line);
    }

    @Override
    public byte @Nullable [] row() {
        return last == null ? null : format.row(last);
    }

    @Override
    public Optional<String> place() {
        return records.place();
    }

    @Override
    public boolean hasLines() {
        return hasLines;
    }

    @Override
    public List<String> remarks() {
        return format.remarks();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
