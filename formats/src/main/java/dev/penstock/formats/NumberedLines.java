package dev.penstock.formats;

import dev.penstock.store.line.LineReader;
import dev.penstock.store.line.TextLine;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The lines of a text that are not blank. */
final class NumberedLines implements RecordSource {
    private final LineReader lines;

    NumberedLines(InputStream in) {
        this.lines = new LineReader(in);
    }

    @Override
    public @Nullable TextLine next() throws IOException {
        TextLine line = lines.next();
        while (line != null && line.isBlank()) {
            FormatLimits.refuseMoreLines(line.number());
            line = lines.next();
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
