package dev.penstock.starter.estimate;

import dev.penstock.formats.InputSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Records from places all over a table, found in one pass over its bytes: where a record begins shows only by the quotes
 * before it.
 */
final class RecordSample {
    /** The most bytes that are passed over; the rest of a longer table is taken to be like them. */
    private static final long MAX_PASSED = 1 << 27;

    private static final int BUFFER = 1 << 16;

    private final double placeLength;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream(2 * InputExcerpt.SIZE);
    private final ByteArrayOutputStream current = new ByteArrayOutputStream();
    private long position;
    private long records;
    private long taken;
    private long nextPlace;
    private int takenHere;
    private boolean isTaking = true;
    private boolean isQuoted;

    private RecordSample(double placeLength) {
        this.placeLength = placeLength;
    }

    /**
     * Takes a sample of a table.
     *
     * @param size the table's length in bytes
     * @return null if the input does not look like a table of single-byte line ends
     */
    static @Nullable InputExcerpt of(InputSource source, long size) throws IOException {
        RecordSample sample = new RecordSample((double) Math.min(size, MAX_PASSED) / InputExcerpt.SAMPLES);
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = source.open()) {
            int read = in.readNBytes(buffer, 0, BUFFER);
            if (!isTable(buffer, read)) {
                return null;
            }
            while (read > 0 && sample.position < MAX_PASSED) {
                sample.pass(buffer, read);
                read = in.read(buffer);
            }
        }
        return sample.excerpt(size);
    }

    private static boolean isTable(byte[] head, int length) {
        boolean isBlank = true;
        for (int i = 0; i < length; i++) {
            if (head[i] == 0 || (isBlank && (head[i] == '[' || head[i] == '{'))) {
                return false;
            }
            isBlank &= head[i] <= ' ';
        }
        return !isBlank;
    }

    private void pass(byte[] buffer, int length) {
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (buffer[i] == '"') {
                isQuoted = !isQuoted;
            } else if (buffer[i] == '\n' && !isQuoted) {
                keep(buffer, from, i + 1);
                endRecord(position + i + 1);
                from = i + 1;
            }
        }
        keep(buffer, from, length);
        position += length;
    }

    private void keep(byte[] buffer, int from, int to) {
        if (isTaking && current.size() < InputExcerpt.MAX_SIZE) {
            current.write(buffer, from, to - from);
        }
    }

    /** Ends a record, and decides whether the next one is taken. */
    private void endRecord(long end) {
        records++;
        if (isTaking) {
            taken++;
            takenHere += current.size();
            text.writeBytes(current.toByteArray());
            current.reset();
            if (takenHere >= InputExcerpt.SIZE / InputExcerpt.SAMPLES) {
                takenHere = 0;
                nextPlace = (long) (Math.floor(end / placeLength + 1) * placeLength);
            }
        }
        isTaking = end >= nextPlace && text.size() < InputExcerpt.MAX_SIZE;
    }

    private InputExcerpt excerpt(long size) {
        double times = (double) size / Math.max(1, text.size());
        double all = records * Math.max(1, (double) size / Math.max(1, position));
        return new InputExcerpt(text.toByteArray(), times, all, taken);
    }
}
