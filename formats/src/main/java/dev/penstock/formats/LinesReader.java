package dev.penstock.formats;

import dev.penstock.store.line.Line;
import dev.penstock.store.line.LineReader;
import dev.penstock.store.line.Utf8;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An input that has one request a line. */
final class LinesReader implements InputReader {
    private final LineReader lines;
    private final LineFormat format;
    private @Nullable Line first;

    /**
     * @param first already read, to find out the format
     */
    LinesReader(@Nullable Line first, LineReader lines, LineFormat format) {
        this.first = first;
        this.lines = lines;
        this.format = format;
    }

    @Override
    public @Nullable InputLine next() throws IOException {
        Line line = first == null ? nextNotBlank(lines) : first;
        first = null;
        if (line == null) {
            return null;
        }
        if (line.isTooLong()) {
            return new InputLine.Unreadable(
                    line.number(),
                    null,
                    Codes.INVALID_REQUEST,
                    "longer than %d MiB".formatted(LineReader.MAX_LENGTH >> 20));
        }
        if (!Utf8.isValid(line.text())) {
            return new InputLine.Unreadable(line.number(), null, Codes.INVALID_JSON_LINE, "not valid UTF-8");
        }
        return format.read(line);
    }

    static @Nullable Line nextNotBlank(LineReader lines) throws IOException {
        Line line = lines.next();
        while (line != null && line.isBlank()) {
            line = lines.next();
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
