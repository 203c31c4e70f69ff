package dev.penstock.formats.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Whole numbers in as few bytes as they need, seven bits in each, as Thrift and Parquet write them. */
final class Varints {
    private Varints() {}

    /**
     * Reads a number, and refuses more bytes than a number of so many bits has: the library would take them for further lower bits.
     *
     * @throws java.nio.BufferUnderflowException when the buffer ends before the number
     * @throws IOException when the number has too many bytes
     */
    static long read(ByteBuffer in, int bits) throws IOException {
        long number = 0;
        for (int shift = 0; shift < bits; shift += 7) {
            byte next = in.get();
            number |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw ParquetSizes.damaged("a number has too many digits");
    }
}
