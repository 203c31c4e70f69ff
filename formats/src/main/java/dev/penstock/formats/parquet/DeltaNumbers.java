package dev.penstock.formats.parquet;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Numbers of which only the differences are written; the library unpacks all of a page at once. */
final class DeltaNumbers {
    /** The most values of a block: writers use 128 to some thousand. */
    private static final int LARGEST_BLOCK = 1 << 20;

    private DeltaNumbers() {}

    /**
     * Passes over the numbers, and returns the memory that they take.
     *
     * @throws BufferUnderflowException when they do not end in the buffer
     * @throws IOException when their lengths cannot be true
     */
    static long skip(ByteBuffer in) throws IOException {
        long block = Varints.read(in, Integer.SIZE);
        long parts = Varints.read(in, Integer.SIZE);
        if (parts <= 0 || block > LARGEST_BLOCK || block % parts != 0 || block / parts % Byte.SIZE != 0 || block == 0) {
            throw ParquetSizes.damaged("the sizes of a block cannot be true");
        }
        long part = block / parts;
        long total = Varints.read(in, Integer.SIZE);
        Varints.read(in, Long.SIZE);
        byte[] widths = new byte[(int) parts];
        for (long left = total - 1; left > 0; ) {
            Varints.read(in, Long.SIZE);
            in.get(widths);
            for (int each = 0; each < parts && left > 0; each++) {
                skip(in, (widths[each] & 0xff) * part / Byte.SIZE);
                left -= part;
            }
        }
        return Long.BYTES * (total + block) + Integer.BYTES * parts;
    }

    private static void skip(ByteBuffer in, long bytes) {
        if (bytes > in.remaining()) {
            throw new BufferUnderflowException();
        }
        in.position(in.position() + (int) bytes);
    }
}
