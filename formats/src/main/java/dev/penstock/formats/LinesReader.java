package dev.penstock.formats;

import dev.penstock.store.SizeLimits;
import dev.penstock.store.line.LineReader;
import dev.penstock.store.line.StrictUtf8;
import dev.penstock.store.line.TextLine;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads an input that has one request a line. */
final class LinesReader implements InputReader {
    private final LineReader lines;
    private final LineFormat format;
    private @Nullable TextLine first;

    /**
     * @param first the first line, which was read to detect the format; null in an empty input
     */
    LinesReader(@Nullable TextLine first, LineReader lines, LineFormat format) {
        this.first = first;
        this.lines = lines;
        this.format = format;
    }

    @Override
    public @Nullable InputLine next() throws IOException {
        TextLine line = first == null ? nextNotBlank(lines) : first;
        first = null;
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
        if (!StrictUtf8.isValid(line.text())) {
            return new InputLine.Unreadable(
                    line.number(), null, InputErrorCodes.INVALID_JSON_LINE, "the line is not valid UTF-8");
        }
        return format.read(line);
    }

    static @Nullable TextLine nextNotBlank(LineReader lines) throws IOException {
        TextLine line = lines.next();
        while (line != null && line.isBlank()) {
            refuseMore(line.number());
            line = lines.next();
        }
        return line;
    }

    /** Blank lines are no requests, and so are not counted as such. */
    private static void refuseMore(long lines) throws IOException {
        if (lines > FormatLimits.LINES) {
            throw new IOException("it has more than %,d lines".formatted(FormatLimits.LINES));
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
