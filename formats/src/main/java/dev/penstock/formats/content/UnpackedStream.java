package dev.penstock.formats.content;

import com.github.luben.zstd.ZstdIOException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** Limits what a compressed file unpacks to, because a few bytes can become any number. */
final class UnpackedStream extends FilterInputStream {
    private final Packing packing;
    private final long most;
    private long left;

    /**
     * @param in the content as it is unpacked
     * @param most the most bytes after unpacking
     */
    UnpackedStream(InputStream in, Packing packing, long most) {
        super(in);
        this.packing = packing;
        this.most = most;
        this.left = most;
    }

    @Override
    public int read() throws IOException {
        byte[] next = new byte[1];
        return read(next, 0, 1) < 0 ? -1 : next[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        try {
            int read = in.read(bytes, from, length);
            count(read);
            return read;
        } catch (EOFException | ZipException | ZstdIOException e) {
            throw damaged(packing, e);
        }
    }

    static IOException damaged(Packing packing, IOException e) {
        return new IOException(
                "its %s content is damaged or cut off (%s): get the file again".formatted(packing, e.getMessage()), e);
    }

    private void count(int read) throws IOException {
        left -= Math.max(0, read);
        if (left < 0) {
            throw new IOException("it unpacks to more than %d GiB".formatted(most >> 30));
        }
    }
}
