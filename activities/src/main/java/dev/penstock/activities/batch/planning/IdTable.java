package dev.penstock.activities.batch.planning;

import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * Maps each custom_id to its line without keeping the ids: 128 bits of hash and a line number each, 20 bytes in an
 * open-addressed table. Two ids with one hash are expected once in 10^26 batches of a million.
 */
public final class IdTable {
    private static final int FIRST_CAPACITY = 1 << 10;

    private long[] high = new long[FIRST_CAPACITY];
    private long[] low = new long[FIRST_CAPACITY];
    private int[] lines = new int[FIRST_CAPACITY];
    private int size;

    /** Adds an id; returns zero if the id was new, otherwise the line that has the id and keeps it. */
    int put(String id, int line) {
        long[] hash = MurmurHash3.hash128x64(id.getBytes(StandardCharsets.UTF_8));
        return put(hash[0], hash[1], line);
    }

    /** Adds an id by its hash; returns zero if the hash was new, otherwise the line that has it and keeps it. */
    public int put(long first, long second, int line) {
        if (size * 4L >= lines.length * 3L) {
            grow();
        }
        int slot = slot(first, second);
        if (lines[slot] != 0) {
            return lines[slot];
        }
        set(slot, first, second, line);
        size++;
        return 0;
    }

    private int slot(long first, long second) {
        int slot = (int) first & (lines.length - 1);
        while (lines[slot] != 0 && (high[slot] != first || low[slot] != second)) {
            slot = (slot + 1) & (lines.length - 1);
        }
        return slot;
    }

    private void set(int slot, long first, long second, int line) {
        high[slot] = first;
        low[slot] = second;
        lines[slot] = line;
    }

    private void grow() {
        long[] oldHigh = high;
        long[] oldLow = low;
        int[] oldLines = lines;
        int capacity = Math.multiplyExact(oldLines.length, 2);
        high = new long[capacity];
        low = new long[capacity];
        lines = new int[capacity];
        for (int i = 0; i < oldLines.length; i++) {
            if (oldLines[i] != 0) {
                set(slot(oldHigh[i], oldLow[i]), oldHigh[i], oldLow[i], oldLines[i]);
            }
        }
    }
}
