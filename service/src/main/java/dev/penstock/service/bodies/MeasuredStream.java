package dev.penstock.service.bodies;

import dev.penstock.service.BodyLimits;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The rest of a body that is handled while it arrives: takes memory for what has come, up to what a long prompt needs. */
final class MeasuredStream extends FilterInputStream {
    private static final long STEP = 1 << 20;

    private final BodyMemory.Share share;
    private long read;
    private long taken;

    MeasuredStream(InputStream in, BodyMemory.Share share) {
        super(in);
        this.share = share;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int count = in.read(bytes, from, length);
        read += Math.max(0, count);
        while (taken < Math.min(read, BodyLimits.STREAM_MEMORY)) {
            share.take(STEP);
            taken += STEP;
        }
        return count;
    }
}
