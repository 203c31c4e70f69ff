package dev.penstock.formats.parquet;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;

/**
 * Computes the memory that decoding a page takes beside its bytes: the library believes the lengths inside it, where a few bytes
 * can claim billions of values, and takes the memory for a run or for all values of a page at once.
 */
final class PageMemory {
    private PageMemory() {}

    /**
     * Returns the bytes for the page's levels and values together.
     *
     * @throws IOException when the page is damaged
     */
    static long of(DataPage page, ColumnDescriptor column) throws IOException {
        try {
            return switch (page) {
                case DataPageV1 old -> of(old, column);
                case DataPageV2 recent -> of(recent, column);
                default -> throw ParquetSizes.damaged("a page is of an unknown kind");
            };
        } catch (BufferUnderflowException e) {
            throw ParquetSizes.damaged("a page is cut off");
        }
    }

    private static long of(DataPageV1 page, ColumnDescriptor column) throws IOException {
        ByteBuffer in = bytes(page.getBytes());
        int values = page.getValueCount();
        return levels(in, page.getRlEncoding(), column.getMaxRepetitionLevel(), values)
                + levels(in, page.getDlEncoding(), column.getMaxDefinitionLevel(), values)
                + values(in, page.getValueEncoding(), values);
    }

    private static long of(DataPageV2 page, ColumnDescriptor column) throws IOException {
        int values = page.getValueCount();
        ByteBuffer repetitions = bytes(page.getRepetitionLevels());
        ByteBuffer definitions = bytes(page.getDefinitionLevels());
        return EncodedRuns.memory(repetitions, width(column.getMaxRepetitionLevel()), values)
                + EncodedRuns.memory(definitions, width(column.getMaxDefinitionLevel()), values)
                + values(bytes(page.getData()), page.getDataEncoding(), values);
    }

    /** Passes over the levels at the beginning of a page. */
    private static long levels(ByteBuffer in, Encoding encoding, int most, int values) throws IOException {
        int width = width(most);
        return switch (encoding) {
            case RLE -> most == 0 ? 0 : runs(in, width, values);
            case BIT_PACKED -> {
                // Read value by value.
                skip(in, Math.ceilDiv((long) width * values, Byte.SIZE));
                yield 0;
            }
            default -> throw ParquetSizes.damaged("levels are encoded as values");
        };
    }

    private static long values(ByteBuffer in, Encoding encoding, int values) throws IOException {
        if (!in.hasRemaining()) {
            return 0;
        }
        return switch (encoding) {
            case PLAIN_DICTIONARY, RLE_DICTIONARY -> EncodedRuns.memory(in, in.get(), values);
            case RLE -> runs(in, 1, values);
            case DELTA_BINARY_PACKED, DELTA_LENGTH_BYTE_ARRAY -> DeltaNumbers.skip(in);
            // The lengths of the common beginnings, and then those of the rest.
            case DELTA_BYTE_ARRAY -> DeltaNumbers.skip(in) + DeltaNumbers.skip(in);
            // Its bytes are put together in a copy.
            case BYTE_STREAM_SPLIT -> in.remaining();
            // Read value by value.
            case PLAIN, BIT_PACKED -> 0;
        };
    }

    /** Passes over runs with their length in bytes before them. */
    private static long runs(ByteBuffer in, int width, int values) throws IOException {
        int length = in.getInt();
        ByteBuffer runs = littleEndian(in);
        skip(in, length);
        return EncodedRuns.memory(runs.limit(length), width, values);
    }

    private static void skip(ByteBuffer in, long bytes) {
        if (bytes < 0 || bytes > in.remaining()) {
            throw new BufferUnderflowException();
        }
        in.position(in.position() + (int) bytes);
    }

    private static int width(int most) {
        return BytesUtils.getWidthFromMaxInt(most);
    }

    private static ByteBuffer bytes(BytesInput content) throws IOException {
        ByteBufferInputStream in = content.toInputStream();
        return littleEndian(in.slice(in.available()));
    }

    private static ByteBuffer littleEndian(ByteBuffer bytes) {
        return bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }
}
