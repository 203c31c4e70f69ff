package dev.penstock.service.files;

import dev.penstock.service.errors.ApiFailure;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of an upload; read errors become 4xx failures, because they are the client's and not the server's. */
final class UploadBody extends FilterInputStream {
    UploadBody(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        try {
            return in.read(bytes, from, length);
        } catch (IOException | ContentLengthExceededException e) {
            throw isTooLong(e)
                    ? FilePurpose.tooLarge("a file must not be larger than 512 MB")
                    : ApiFailure.invalid("the upload ended before its last byte", null, null);
        }
    }

    private static boolean isTooLong(Throwable e) {
        return e instanceof ContentLengthExceededException || (e.getCause() != null && isTooLong(e.getCause()));
    }
}
