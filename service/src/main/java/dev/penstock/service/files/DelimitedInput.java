package dev.penstock.service.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.commons.fileupload2.core.FileUploadException;

/**
 * Splits a stream into sections that each end with a delimiter. Horspool's algorithm finds the delimiter by examining one
 * byte in forty of a large file; the form library examines every byte, and so is slower than the network.
 */
final class DelimitedInput {
    private static final int BUFFER = 1 << 17;

    private final InputStream in;
    private final byte[] delimiter;
    private final int[] skips = new int[256];
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    /** The end of the buffered bytes that are known to contain no delimiter. */
    private int clear;

    /**
     * @param before bytes to read before the stream
     */
    DelimitedInput(byte[] before, InputStream in, byte[] delimiter) {
        this.in = in;
        this.delimiter = delimiter;
        System.arraycopy(before, 0, buffer, 0, before.length);
        to = before.length;
        Arrays.fill(skips, delimiter.length);
        for (int i = 0; i < delimiter.length - 1; i++) {
            skips[delimiter[i] & 0xFF] = delimiter.length - 1 - i;
        }
    }

    /** Returns the section before the next delimiter. */
    InputStream section() {
        return new Section();
    }

    /** Skips the delimiter at which the last section has ended. */
    void passDelimiter() {
        from += delimiter.length;
        clear = from;
    }

    /**
     * Returns the next byte, without looking for a delimiter.
     *
     * @throws FileUploadException at the end of the stream
     */
    byte next() throws IOException {
        if (from == to) {
            fill(1);
        }
        clear = Math.max(clear, from + 1);
        return buffer[from++];
    }

    private int read(byte[] target, int at, int length) throws IOException {
        if (from >= clear && !look()) {
            return -1;
        }
        int read = Math.min(length, clear - from);
        System.arraycopy(buffer, from, target, at, read);
        from += read;
        return read;
    }

    /** Whether any bytes come before the next delimiter. */
    private boolean look() throws IOException {
        if (to - from < delimiter.length) {
            fill(delimiter.length);
        }
        int last = delimiter.length - 1;
        int at = from;
        while (at + last < to) {
            if (buffer[at + last] == delimiter[last] && isAt(at)) {
                clear = at;
                return at > from;
            }
            at += skips[buffer[at + last] & 0xFF];
        }
        clear = Math.min(at, to);
        return true;
    }

    private boolean isAt(int place) {
        return Arrays.equals(buffer, place, place + delimiter.length, delimiter, 0, delimiter.length);
    }

    private void fill(int atLeast) throws IOException {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        clear = 0;
        while (to < atLeast) {
            int read = in.read(buffer, to, buffer.length - to);
            if (read < 0) {
                throw new FileUploadException("the body ends too early");
            }
            to += read;
        }
    }

    private final class Section extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int at, int length) throws IOException {
            return length == 0 ? 0 : DelimitedInput.this.read(target, at, length);
        }

        /** Skips the rest of the section, so that the next one begins at its start. */
        @Override
        public void close() throws IOException {
            transferTo(OutputStream.nullOutputStream());
        }
    }
}
