package dev.penstock.formats;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Limits what a compressed file unpacks to, because a few bytes can become any number. */
final class UnpackedStream extends FilterInputStream {
    private long left = FormatLimits.UNPACKED_BYTES;

    UnpackedStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int next = in.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = in.read(bytes, from, length);
        count(read);
        return read;
    }

    private void count(int read) throws IOException {
        left -= Math.max(0, read);
        if (left < 0) {
            throw new IOException("it unpacks to more than %d GiB".formatted(FormatLimits.UNPACKED_BYTES >> 30));
        }
    }
}
