package dev.penstock.service.bodies;

import dev.penstock.service.errors.ApiFailure;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body as it arrives: what is too long or breaks off becomes a 4xx failure, because it is the client's and not the server's. */
final class BodyStream extends FilterInputStream {
    private final long most;
    private long read;

    BodyStream(InputStream in, long most) {
        super(in);
        this.most = most;
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
            throw ApiFailure.invalid("the request broke off", null, null);
        }
        read += Math.max(0, count);
        if (read > most) {
            throw ApiFailure.of(
                    HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                    "this request may have %d bytes at most".formatted(most),
                    "invalid_request_error",
                    null,
                    "request_too_large");
        }
        return count;
    }
}
