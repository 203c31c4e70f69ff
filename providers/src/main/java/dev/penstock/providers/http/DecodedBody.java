package dev.penstock.providers.http;

import com.github.luben.zstd.ZstdIOException;
import dev.penstock.providers.UnreadableAnswerException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** A body that is decoded while it is read, and whose errors say so: the connection is not to blame. */
final class DecodedBody extends FilterInputStream {
    DecodedBody(InputStream decoded) {
        super(decoded);
    }

    static UnreadableAnswerException broken(Exception cause) {
        return new UnreadableAnswerException("a body that is not in the content encoding that it announces", cause);
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
        } catch (ZipException | ZstdIOException e) {
            throw broken(e);
        }
    }
}
