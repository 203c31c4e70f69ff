package dev.penstock.service.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.commons.fileupload2.core.FileUploadException;

/**
 * A stream in sections, with the same delimiter behind each. Finds it by Horspool's algorithm, which looks at one byte
 * in forty of a large file; the form library, which looks at every one, takes longer than the network.
 */
final class DelimitedInput {
    private static final int BUFFER = 1 << 17;

    private final InputStream in;
    private final byte[] delimiter;
    private final int[] skips = new int[256];
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    /** How far it is certain that there is no delimiter. */
    private int clear;

    /**
     * @param before what is taken to stand in front of the stream
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

    /** What stands before the next delimiter; its end is the section's. */
    InputStream section() {
        return new Section();
    }

    /** Goes on behind the delimiter at which a section has ended. */
    void passDelimiter() {
        from += delimiter.length;
        clear = from;
    }

    /**
     * The next byte, whatever it is.
     *
     * @throws FileUploadException at the end
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

    /** Whether there is anything before the next delimiter. */
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
                throw new FileUploadException("cut off");
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

        /** So that the next begins where it should. */
        @Override
        public void close() throws IOException {
            transferTo(OutputStream.nullOutputStream());
        }
    }
}
