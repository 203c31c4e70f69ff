package dev.penstock.store.s3.object;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Reads an object, and goes on where it was when a connection breaks off. */
final class ResumedStream extends InputStream {
    private static final int ATTEMPTS = 5;
    private static final long PAUSE_MILLIS = 500;

    private final S3Objects objects;
    private final String key;
    private final String tag;
    private ResponseInputStream<GetObjectResponse> in;
    private long position;

    ResumedStream(S3Objects objects, String key, long from, ResponseInputStream<GetObjectResponse> in) {
        this.objects = objects;
        this.key = key;
        this.position = from;
        this.in = in;
        this.tag = String.valueOf(in.response().eTag());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                int read = in.read(bytes, from, length);
                position += Math.max(0, read);
                return read;
            } catch (IOException e) {
                if (attempt == ATTEMPTS || Thread.currentThread().isInterrupted()) {
                    throw new IOException(objects.locate(key) + " breaks off: " + e.getMessage(), e);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                        ThreadLocalRandom.current().nextLong(PAUSE_MILLIS * attempt)));
                reopen(e);
            }
        }
    }

    /** Closes without reading the rest, which may be long. */
    @Override
    public void close() {
        in.abort();
    }

    private void reopen(IOException cause) throws IOException {
        in.abort();
        try {
            in = objects.reopen(key, position, tag);
        } catch (IOException | AbortedException e) {
            e.addSuppressed(cause);
            throw e;
        }
    }
}
