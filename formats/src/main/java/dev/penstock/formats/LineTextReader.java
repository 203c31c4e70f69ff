package dev.penstock.formats;

import dev.penstock.store.SizeLimits;
import dev.penstock.store.line.LineReader;
import dev.penstock.store.line.TextLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;

/** Reads lines as one text for the CSV parser, notes lines that are in no encoding, and stops at an endless quoted value. */
final class LineTextReader extends Reader {
    private final LineReader lines;
    private final char delimiter;
    private final Windows1252 encoding = new Windows1252();
    private final TreeSet<Long> invalid = new TreeSet<>();
    private String text = "";
    private int from;
    private long read;
    private long number;
    private int values;

    LineTextReader(InputStream in, char delimiter) {
        this.lines = new LineReader(in);
        this.delimiter = delimiter;
    }

    /** Skips lines before the header. */
    void skipLines(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            lines.next();
        }
    }

    /** Begins a new record, which may be as long as the longest line. */
    void beginRecord() {
        read = 0;
        values = 0;
    }

    /** Returns the encoding of the lines so far. */
    Windows1252 encoding() {
        return encoding;
    }

    boolean hasInvalidLine(long first, long last) {
        boolean has = !invalid.subSet(first, true, Math.max(first, last), true).isEmpty();
        invalid.headSet(last, true).clear();
        return has;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (from == text.length() && !nextLine()) {
            return -1;
        }
        int count = Math.min(length, text.length() - from);
        text.getChars(from, from + count, buffer, offset);
        from += count;
        read += count;
        if (read > SizeLimits.LINE_BYTES) {
            throw new IOException("a quotation has no end before line " + number);
        }
        refuseManyValues(buffer, offset, count);
        return count;
    }

    /** Counts delimiters, also those within quotes, because the parser makes an object of each value before it returns any. */
    private void refuseManyValues(char[] buffer, int offset, int count) throws IOException {
        for (int i = offset; i < offset + count; i++) {
            values += buffer[i] == delimiter ? 1 : 0;
        }
        if (values > FormatLimits.ROW_VALUES) {
            throw new IOException(
                    "the row at line %d has more than %,d values".formatted(number, FormatLimits.ROW_VALUES));
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private boolean nextLine() throws IOException {
        TextLine line = lines.next();
        if (line == null) {
            return false;
        }
        number = line.number();
        if (line.isTooLong()) {
            throw new IOException("line " + number + " is longer than " + (SizeLimits.LINE_BYTES >> 20) + " MiB");
        }
        text = encoding.decode(line.text()).orElseGet(() -> {
            invalid.add(line.number());
            return new String(line.text(), StandardCharsets.UTF_8);
        });
        text += line.hasEnd() ? "\n" : "";
        from = 0;
        return !text.isEmpty();
    }
}
