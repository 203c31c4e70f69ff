package dev.penstock.service.bodies;

import dev.penstock.service.errors.ApiFailure;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** A body as it arrives: what is too long or breaks off becomes a 4xx failure, because it is the client's and not the server's. */
public final class BodyStream extends FilterInputStream {
    private final long most;
    private final String brokeOff;
    private final Supplier<ApiFailure> tooLong;
    private long read;

    /**
     * @param most the most bytes that the body may have
     * @param brokeOff the message when the body ends before its last byte
     * @param tooLong makes the failure when the body has more bytes, or more than the server takes of any
     */
    public BodyStream(InputStream in, long most, String brokeOff, Supplier<ApiFailure> tooLong) {
        super(in);
        this.most = most;
        this.brokeOff = brokeOff;
        this.tooLong = tooLong;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int count;
        try {
            count = in.read(bytes, from, length);
        } catch (IOException | ContentLengthExceededException e) {
            throw isTooLong(e) ? tooLong.get() : ApiFailure.invalid(brokeOff, null, null);
        }
        read += Math.max(0, count);
        if (read > most) {
            throw tooLong.get();
        }
        return count;
    }

    private static boolean isTooLong(Throwable e) {
        return e instanceof ContentLengthExceededException || (e.getCause() != null && isTooLong(e.getCause()));
    }
}
