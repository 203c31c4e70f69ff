package dev.penstock.formats.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Runs of levels, booleans or indexes of a dictionary: one value that repeats, which takes no memory, or groups of eight values,
 * which the library unpacks at once.
 */
final class EncodedRuns {
    private static final int GROUP = 8;

    private EncodedRuns() {}

    /**
     * Returns the memory for the largest run.
     *
     * @param width the bits of a value
     * @param values the most values that are read of the runs
     * @throws IOException when the width cannot be true
     */
    static long memory(ByteBuffer in, int width, long values) throws IOException {
        if (width < 0 || width > Integer.SIZE) {
            throw ParquetSizes.damaged("a value has too many bits");
        }
        long largest = 0;
        long left = values;
        while (left > 0 && in.hasRemaining()) {
            long header = Varints.read(in, Integer.SIZE) & 0xffff_ffffL;
            long count = header >>> 1;
            if ((header & 1) == 0) {
                left -= count;
                skip(in, Math.ceilDiv(width, Byte.SIZE));
            } else {
                left -= GROUP * count;
                largest = Math.max(largest, count * (GROUP * Integer.BYTES + width));
                // Writers may claim more groups at the end than they have written.
                skip(in, count * width);
            }
        }
        return largest;
    }

    private static void skip(ByteBuffer in, long bytes) {
        in.position((int) Math.min(in.limit(), in.position() + bytes));
    }
}
