package dev.penstock.formats.parquet;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * A structure in Thrift's compact protocol, in which Parquet writes what is not data. The library believes the sizes in it, and a
 * list that claims a hundred million elements takes the memory of as many; here, nothing has more elements than there are bytes.
 * Its fields are read exactly as the library reads them, or a file could show sizes here that are others there.
 *
 * @param numbers the whole numbers of 32 bits, by their field; the library passes over one of another length where it expects these
 * @param structs the structures that are fields themselves, not in lists
 */
record ThriftStruct(Map<Integer, Long> numbers, Map<Integer, ThriftStruct> structs) {
    private static final int DEEPEST = 32;
    private static final int BYTE = 3;
    private static final int INT_16 = 4;
    private static final int INT_32 = 5;
    private static final int INT_64 = 6;
    private static final int DOUBLE = 7;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int SET = 10;
    private static final int MAP = 11;
    private static final int STRUCT = 12;
    private static final int MANY = 15;

    /**
     * Reads a structure.
     *
     * @throws BufferUnderflowException when the structure does not end in the buffer
     * @throws IOException when it is damaged
     */
    static ThriftStruct read(ByteBuffer in) throws IOException {
        return struct(in, 0);
    }

    /** Returns a number; 0 if the structure does not have it. */
    long number(int field) {
        return numbers.getOrDefault(field, 0L);
    }

    private static ThriftStruct struct(ByteBuffer in, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw ParquetSizes.damaged("it is nested too deep");
        }
        ThriftStruct struct = new ThriftStruct(new HashMap<>(), new HashMap<>());
        short field = 0;
        for (int header = in.get() & 0xff; (header & 0xf) != 0; header = in.get() & 0xff) {
            int type = header & 0xf;
            field = (short) (header >> 4 == 0 ? zigzag(in) : field + (header >> 4));
            switch (type) {
                case 1, 2 -> {} // a boolean is in its type
                case STRUCT -> struct.structs.put((int) field, struct(in, depth + 1));
                case INT_32 -> struct.numbers.put((int) field, zigzag(in));
                default -> skip(in, type, depth + 1);
            }
        }
        return struct;
    }

    private static void skip(ByteBuffer in, int type, int depth) throws IOException {
        switch (type) {
            case 1, 2, BYTE -> in.get();
            case INT_16, INT_32 -> zigzag(in);
            case INT_64 -> Varints.read(in, Long.SIZE);
            case DOUBLE -> in.getDouble();
            case BINARY -> skipBytes(in, Varints.read(in, Integer.SIZE));
            case LIST, SET -> skipList(in, depth);
            case MAP -> skipMap(in, depth);
            case STRUCT -> struct(in, depth);
            default -> throw ParquetSizes.damaged("a value is of an unknown type");
        }
    }

    private static void skipList(ByteBuffer in, int depth) throws IOException {
        int header = in.get() & 0xff;
        long size = header >> 4 == MANY ? Varints.read(in, Integer.SIZE) : header >> 4;
        refuse(in, size, depth);
        for (long element = 0; element < size; element++) {
            skip(in, header & 0xf, depth + 1);
        }
    }

    private static void skipMap(ByteBuffer in, int depth) throws IOException {
        long size = Varints.read(in, Integer.SIZE);
        refuse(in, size, depth);
        int types = size == 0 ? 0 : in.get() & 0xff;
        for (long entry = 0; entry < size; entry++) {
            skip(in, types >> 4, depth + 1);
            skip(in, types & 0xf, depth + 1);
        }
    }

    private static void skipBytes(ByteBuffer in, long count) {
        if (count < 0 || count > in.remaining()) {
            throw new BufferUnderflowException();
        }
        in.position(in.position() + (int) count);
    }

    /** Each element has a byte at least. */
    private static void refuse(ByteBuffer in, long size, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw ParquetSizes.damaged("it is nested too deep");
        }
        if (size < 0 || size > in.remaining()) {
            throw new BufferUnderflowException();
        }
    }

    private static long zigzag(ByteBuffer in) throws IOException {
        long number = Varints.read(in, Integer.SIZE);
        return number >>> 1 ^ -(number & 1);
    }
}
