package dev.penstock.formats.parquet;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.Map;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.jspecify.annotations.Nullable;

/**
 * Computes, from the sizes that a Parquet file states, the memory that reading it takes, before the library takes it.
 *
 * @param channel the file
 * @param memory the heap, in bytes
 */
record ParquetSizes(SeekableByteChannel channel, long memory) {
    /** The length of the footer and {@code PAR1}, at the end of the file. */
    private static final int TAIL = 8;

    /** The part of the heap that a footer may have, which is in memory about ten times: 16 MiB of 512. */
    private static final int FOOTER_PART = 32;

    /** The part of the heap that a group of rows may take compressed, and its pages in work unpacked. */
    private static final int GROUP_PART = 4;

    private static final int PAGES_PART = 8;
    private static final int MUCH_PART = 32;

    /** A page's header usually has less than 100 bytes, unless statistics are in it. */
    private static final int HEADER = 4 << 10;

    private static final int LONGEST_HEADER = 1 << 20;

    /** The memory of a page beside its bytes, and of a value of a dictionary. */
    private static final int PAGE_OBJECT = 300;

    private static final int VALUE_OBJECT = 48;
    private static final int DICTIONARY_PAGE = 2;

    /** The structure in a page's header that is about pages of its type, by the number of the type. */
    private static final Map<Long, Integer> DETAILS = Map.of(0L, 5, 2L, 7, 3L, 8);

    /**
     * Checks the footer.
     *
     * @throws IOException when it is damaged, or too large for the memory
     */
    void checkFooter() throws IOException {
        long size = channel.size();
        if (size < 2 * TAIL) {
            throw damaged("it is cut off");
        }
        long length = read(size - TAIL, TAIL).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (length < 0 || length > size - TAIL) {
            throw damaged("its footer is cut off");
        }
        if (length > memory / FOOTER_PART) {
            throw new IOException("its footer has %d MiB, more than %d MiB: write it with fewer row groups"
                    .formatted(length >> 20, memory / FOOTER_PART >> 20));
        }
        try {
            ThriftStruct.read(read(size - TAIL - length, (int) length));
        } catch (BufferUnderflowException e) {
            throw damaged("its footer has no end");
        }
    }

    /**
     * Checks a group of rows, and returns the bytes that it takes compressed, and its pages in work unpacked.
     *
     * @throws IOException when it is damaged, or too large for the memory
     */
    long check(BlockMetaData group) throws IOException {
        if (group.getRowCount() < 0) {
            throw damaged("the number of rows cannot be true");
        }
        long compressed = 0;
        long unpacked = 0;
        for (ColumnChunkMetaData column : group.getColumns()) {
            long start = column.getStartingPos();
            long size = column.getTotalSize();
            if (start < 0 || size < 0 || size > channel.size() - start) {
                throw damaged("a column is cut off");
            }
            compressed += size;
            refuse(compressed);
            unpacked += unpacked(column, start, start + size);
            refuse(unpacked);
        }
        return compressed + unpacked;
    }

    /** Returns the bytes from which on a group of rows is one of those that not many may take at once. */
    long much() {
        return memory / MUCH_PART;
    }

    /** Returns the bytes that the values of the pages in work may take when they are decoded. */
    long ofPages() {
        return memory / PAGES_PART;
    }

    private void refuse(long bytes) throws IOException {
        if (bytes > memory / GROUP_PART) {
            throw new IOException(
                    "it has a row group of more than %d MiB, which is a quarter of the memory: write it with smaller row groups and pages"
                            .formatted(memory / GROUP_PART >> 20));
        }
    }

    /** Returns the memory of a column's dictionary, of its largest page, and of what is kept of each page. */
    private long unpacked(ColumnChunkMetaData column, long start, long end) throws IOException {
        long kept = 0;
        long largest = 0;
        long values = 0;
        long at = start;
        while (values < column.getValueCount()) {
            Page page = page(at, end);
            kept += PAGE_OBJECT + page.dictionary();
            refuse(kept);
            largest = Math.max(largest, page.unpacked());
            values += page.values();
            at = page.end();
        }
        return kept + largest;
    }

    /**
     * A page, by its header.
     *
     * @param end the place behind the page
     * @param unpacked the bytes of its values
     * @param values the number of its values; none in a dictionary
     * @param dictionary the memory that the values of a dictionary take for as long as the column is read
     */
    private record Page(long end, long unpacked, long values, long dictionary) {}

    private Page page(long at, long end) throws IOException {
        ByteBuffer in = read(at, Math.min(end - at, HEADER));
        ThriftStruct header;
        try {
            header = ThriftStruct.read(in);
        } catch (BufferUnderflowException longer) {
            in = read(at, Math.min(end - at, LONGEST_HEADER));
            header = longHeader(in);
        }
        long type = header.number(1);
        long size = header.number(2);
        long behind = at + in.position() + header.number(3);
        boolean isDictionary = type == DICTIONARY_PAGE;
        ThriftStruct details = header.structs().get(DETAILS.get(type));
        long values = details == null ? 0 : details.number(1);
        // Each value of a dictionary has a byte at least; the other values may be repetitions.
        if (size < 0 || header.number(3) < 0 || behind > end || values < 0 || isDictionary && values > size) {
            throw damaged("the sizes of a page cannot be true");
        }
        return isDictionary ? new Page(behind, 0, 0, size + VALUE_OBJECT * values) : new Page(behind, size, values, 0);
    }

    private static ThriftStruct longHeader(ByteBuffer in) throws IOException {
        try {
            return ThriftStruct.read(in);
        } catch (BufferUnderflowException e) {
            throw damaged("the header of a page has no end");
        }
    }

    static IOException damaged(@Nullable String reason) {
        return new IOException("its Parquet content is damaged (%s): get the file again".formatted(reason));
    }

    private ByteBuffer read(long from, long length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length));
        channel.position(from);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // A channel may return less than is asked for.
        }
        return bytes.flip();
    }
}
