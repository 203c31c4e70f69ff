package dev.penstock.store.line;

import dev.penstock.store.SizeLimits;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads lines with their numbers and byte offsets, holding one at a time; accepts a byte order mark and CRLF. */
public final class LineReader implements Closeable {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private static final byte[] EMPTY = {};

    private final InputStream in;
    private final int maxLength;
    private final byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;
    private long position;
    private long number;

    /** Makes a reader of text from outside, which marks lines as too long that exceed {@link SizeLimits#LINE_BYTES}. */
    public LineReader(InputStream in) {
        this(in, SizeLimits.LINE_BYTES);
    }

    /**
     * Makes a reader.
     *
     * @param maxLength the longest line that is read into memory, in bytes; of longer ones only the beginning
     */
    public LineReader(InputStream in, int maxLength) {
        this.in = in;
        this.maxLength = maxLength;
    }

    /**
     * Reads the next line; null at the end.
     *
     * @throws IOException also when a line that is too long goes on for {@link SizeLimits#SKIPPED_LINE_BYTES}
     */
    public @Nullable TextLine next() throws IOException {
        if (from == to && !fill()) {
            return null;
        }
        long offset = position;
        number++;
        ByteArrayOutputStream before = new ByteArrayOutputStream(0);
        byte[] beginning = EMPTY;
        boolean tooLong = false;
        boolean hasEnd = false;
        byte[] text;
        do {
            int end = indexOfLineBreak();
            hasEnd = end < to;
            if (!tooLong && (long) before.size() + (end - from) > maxLength) {
                tooLong = true;
                beginning = beginning(before, end);
            }
            text = tooLong ? beginning : joined(before, end, hasEnd);
            position += end - from + (hasEnd ? 1 : 0);
            from = hasEnd ? end + 1 : end;
            refuseEndless(tooLong, position - offset);
        } while (!hasEnd && fill());
        return new TextLine(number, offset, trimmed(hasEnd || tooLong ? text : before.toByteArray()), hasEnd, tooLong);
    }

    /** Returns the offset at which the next line begins. */
    public long position() {
        return position;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void refuseEndless(boolean tooLong, long length) throws IOException {
        if (tooLong && length > SizeLimits.SKIPPED_LINE_BYTES) {
            throw new IOException(
                    "line %d does not end within %d MiB".formatted(number, SizeLimits.SKIPPED_LINE_BYTES >> 20));
        }
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(buffer));
        return to > 0;
    }

    private int indexOfLineBreak() {
        int i = from;
        while (i < to && buffer[i] != '\n') {
            i++;
        }
        return i;
    }

    /** Returns the whole line when it ends here, else buffers its beginning. Most lines are thus copied only once. */
    private byte[] joined(ByteArrayOutputStream before, int end, boolean isWhole) {
        if (isWhole && before.size() == 0) {
            return Arrays.copyOfRange(buffer, from, end);
        }
        before.write(buffer, from, end - from);
        return isWhole ? before.toByteArray() : EMPTY;
    }

    private byte[] beginning(ByteArrayOutputStream before, int end) {
        before.write(buffer, from, Math.min(end - from, TextLine.BEGINNING));
        return Arrays.copyOf(before.toByteArray(), Math.min(before.size(), TextLine.BEGINNING));
    }

    private byte[] trimmed(byte[] text) {
        int start = number == 1 && startsWithByteOrderMark(text) ? BYTE_ORDER_MARK.length : 0;
        int end = text.length > start && text[text.length - 1] == '\r' ? text.length - 1 : text.length;
        return start == 0 && end == text.length ? text : Arrays.copyOfRange(text, start, end);
    }

    private static boolean startsWithByteOrderMark(byte[] text) {
        return text.length >= 3 && Arrays.equals(text, 0, 3, BYTE_ORDER_MARK, 0, 3);
    }
}
