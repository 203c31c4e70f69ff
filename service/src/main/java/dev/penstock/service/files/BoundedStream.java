package dev.penstock.service.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Limits a stream to a number of bytes, and passes large reads through. */
final class BoundedStream extends FilterInputStream {
    private long left;

    BoundedStream(InputStream in, long length) {
        super(in);
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int read = in.read(bytes, from, (int) Math.min(length, left));
        left -= Math.max(0, read);
        return read;
    }
}
