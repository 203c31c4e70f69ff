package dev.penstock.formats.content;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The first bytes of a stream, which are read again afterwards. */
public final class ContentHead {
    /** The number of bytes by which a content is recognised: 64 KiB. */
    public static final int SIZE = 1 << 16;

    private ContentHead() {}

    /** Returns a stream whose beginning can be looked at with {@link #of}. */
    public static BufferedInputStream buffered(InputStream in) {
        return new BufferedInputStream(in, SIZE);
    }

    /** Returns the first {@link #SIZE} bytes of what the stream still has, or all of a shorter one, without taking them. */
    public static byte[] of(BufferedInputStream in) throws IOException {
        in.mark(SIZE);
        byte[] head = in.readNBytes(SIZE);
        in.reset();
        return head;
    }

    /** Returns whether a content that begins so is a Parquet file; a table may have a column PAR1, and has no byte 0. */
    public static boolean isParquet(byte[] head) {
        return has(head, 0, "PAR1") && new String(head, ISO_8859_1).indexOf('\0') > 0;
    }

    static boolean startsWith(byte[] head, int... signature) {
        if (head.length < signature.length) {
            return false;
        }
        for (int i = 0; i < signature.length; i++) {
            if ((head[i] & 0xff) != signature[i]) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a text of ASCII letters stands in the head at this byte. */
    static boolean has(byte[] head, int at, String signature) {
        return head.length >= at + signature.length()
                && new String(head, at, signature.length(), ISO_8859_1).equals(signature);
    }
}
