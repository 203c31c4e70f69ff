package dev.penstock.providers.http;

import com.github.luben.zstd.ZstdIOException;
import dev.penstock.providers.UnreadableAnswerException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** A body that is decoded while it is read, and whose errors say so: the connection is not to blame. */
final class DecodedBody extends FilterInputStream {
    private final Source source;

    DecodedBody(InputStream decoded, Source source) {
        super(decoded);
        this.source = source;
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
        } catch (EOFException e) {
            if (source.hasEnded) {
                throw new UnreadableAnswerException("a compressed body that is cut off", e);
            }
            throw e;
        }
    }

    /** The body as it arrives; remembers whether it came to its proper end. */
    static final class Source extends FilterInputStream {
        private boolean hasEnded;

        Source(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            return noted(in.read());
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            return noted(in.read(bytes, from, length));
        }

        private int noted(int read) {
            hasEnded |= read < 0;
            return read;
        }
    }
}
