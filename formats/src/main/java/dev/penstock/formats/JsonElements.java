package dev.penstock.formats;

import dev.penstock.store.SizeLimits;
import dev.penstock.store.line.TextLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a JSON array, or JSON values that follow one another, each cut out byte for byte. Only one is in memory
 * at a time, so that a document may have any length. What is within an element is checked by its reader.
 */
final class JsonElements implements RecordSource {
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;
    private long line = 1;
    private long number;
    private long begin;
    private boolean isArray;
    private boolean hasEnded;

    JsonElements(InputStream in) {
        this.in = in;
    }

    /** Returns the element's line as its number, or a greater one where several elements stand on a line. */
    @Override
    public @Nullable TextLine next() throws IOException {
        if (hasEnded) {
            return null;
        }
        int first = firstOfNext();
        if (hasEnded) {
            refuseMore();
            return null;
        }
        if (first < 0) {
            return null;
        }
        begin = line;
        number = Math.max(number + 1, begin);
        FormatLimits.refuseMoreLines(number);
        Element element = new Element();
        element.read(first);
        return new TextLine(number, 0, element.text.toByteArray(), true, element.isTooLong);
    }

    @Override
    public Optional<String> place() {
        return number == begin ? Optional.empty() : Optional.of("its element on line " + begin);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Returns the first byte of the next element; -1 behind the last one. */
    private int firstOfNext() throws IOException {
        int next = notBlank();
        if (number == 0 && next == '[') {
            isArray = true;
            return endOr(notBlank());
        }
        if (!isArray) {
            return endOr(next);
        }
        if (next == ',') {
            int after = notBlank();
            if (after == ']' || after == ',') {
                throw unexpected("an element", after);
            }
            return endOr(after);
        }
        if (next >= 0 && next != ']') {
            throw unexpected("a comma or the list's end", next);
        }
        return endOr(next);
    }

    private int endOr(int next) throws IOException {
        if (isArray && next < 0) {
            throw new IOException("line %d: the list has no end; was the file cut off?".formatted(line));
        }
        hasEnded = isArray && next == ']';
        return next;
    }

    private void refuseMore() throws IOException {
        int next = notBlank();
        if (next >= 0) {
            throw unexpected("nothing after the list's end", next);
        }
    }

    private IOException unexpected(String expected, int found) {
        String shown = found > ' ' && found < 0x7f ? "'" + (char) found + "'" : "another byte";
        return new IOException("line %d: %s was expected, not %s".formatted(line, expected, shown));
    }

    private int notBlank() throws IOException {
        int next = read();
        while (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
            next = read();
        }
        return next;
    }

    private int read() throws IOException {
        if (from == to) {
            from = 0;
            to = Math.max(0, in.read(buffer));
            if (to == 0) {
                return -1;
            }
        }
        byte next = buffer[from++];
        line += next == '\n' ? 1 : 0;
        return next & 0xff;
    }

    private void unread(int last) {
        from--;
        line -= last == '\n' ? 1 : 0;
    }

    /** One element while it is read. */
    private final class Element {
        private final ByteArrayOutputStream text = new ByteArrayOutputStream(1 << 10);
        private long length;
        private boolean isTooLong;

        private void read(int first) throws IOException {
            boolean isNested = first == '{' || first == '[';
            int depth = isNested ? 1 : 0;
            add(first);
            if (first == '"') {
                readString();
            } else if (!isNested) {
                readBare();
            }
            while (depth > 0) {
                int next = required();
                add(next);
                switch (next) {
                    case '"' -> readString();
                    case '{', '[' -> depth++;
                    case '}', ']' -> depth--;
                    default -> {}
                }
            }
        }

        private void readString() throws IOException {
            int next = required();
            add(next);
            while (next != '"') {
                if (next == '\\') {
                    add(required());
                }
                next = required();
                add(next);
            }
        }

        /** Reads a number, a word such as null, or what is wrong. */
        private void readBare() throws IOException {
            int next = JsonElements.this.read();
            while (next > ' ' && next != ',' && next != ']' && next != '}') {
                add(next);
                next = JsonElements.this.read();
            }
            if (next >= 0) {
                unread(next);
            }
        }

        private int required() throws IOException {
            int next = JsonElements.this.read();
            if (next < 0) {
                throw new IOException(
                        "line %d: an element begins here and never ends; was the file cut off?".formatted(begin));
            }
            return next;
        }

        private void add(int next) throws IOException {
            length++;
            if (length <= SizeLimits.LINE_BYTES) {
                text.write(next);
            } else if (!isTooLong) {
                isTooLong = true;
                text.reset();
            } else if (length > SizeLimits.SKIPPED_LINE_BYTES) {
                throw new IOException("line %d: an element does not end within %d MiB"
                        .formatted(begin, SizeLimits.SKIPPED_LINE_BYTES >> 20));
            }
        }
    }
}
