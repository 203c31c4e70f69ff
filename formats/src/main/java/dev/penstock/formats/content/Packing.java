package dev.penstock.formats.content;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The kinds of compression that are unpacked, each recognised by its first bytes; a file of several members is one content. */
public enum Packing {
    GZIP(0x1f, 0x8b),
    ZSTD(0x28, 0xb5, 0x2f, 0xfd);

    private static final int BUFFER = 1 << 16;

    private final int[] signature;

    Packing(int... signature) {
        this.signature = signature;
    }

    /** Returns the kind of a content that begins with these bytes; empty if it is not packed. */
    public static Optional<Packing> of(byte[] head) {
        return Arrays.stream(values())
                .filter(kind -> ContentHead.startsWith(head, kind.signature))
                .findFirst();
    }

    /**
     * Returns the unpacked content, which has no more bytes than given.
     *
     * @throws IOException also while reading, when the content is damaged or has more bytes
     */
    public InputStream unpack(BufferedInputStream in, long most) throws IOException {
        try {
            InputStream unpacked = switch (this) {
                case GZIP -> new GZIPInputStream(in, BUFFER);
                case ZSTD -> new ZstdInputStream(in);
            };
            return new UnpackedStream(unpacked, this, most);
        } catch (EOFException | ZipException e) {
            throw UnpackedStream.damaged(this, e);
        }
    }

    @Override
    public String toString() {
        return this == GZIP ? "gzip" : "zstd";
    }
}
