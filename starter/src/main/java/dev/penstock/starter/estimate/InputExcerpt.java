package dev.penstock.starter.estimate;

import dev.penstock.formats.InputSource;
import dev.penstock.formats.content.Packing;
import dev.penstock.store.line.LineReader;
import dev.penstock.store.line.TextLine;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.Optional;

/**
 * An excerpt of whole lines of an input; reading it takes the same short time for any length.
 *
 * @param text the first line, which tells the format, and others; empty if lines are too long for an excerpt
 * @param times the ratio of the whole input's length to the excerpt's
 * @param allRecords how many records the whole input has; 0 if they were not counted
 * @param records how many records the excerpt has; 0 if they were not counted
 */
record InputExcerpt(byte[] text, double times, double allRecords, long records) {
    /** The size in bytes of an excerpt; shorter inputs are read as a whole. */
    static final int SIZE = 1 << 18;

    static final int MAX_SIZE = 1 << 23;
    static final int SAMPLES = 32;

    private InputExcerpt(byte[] text, double times) {
        this(text, times, 0, 0);
    }

    /**
     * Returns how many requests the whole input has.
     *
     * @param lines how many requests the excerpt has
     */
    double requests(long lines) {
        // The first record of a table may be its header, which is in the excerpt.
        long headers = records == lines + 1 ? 1 : 0;
        return records <= headers ? lines * times : lines * (allRecords - headers) / (records - headers);
    }

    /** Returns lines from places all over the input. */
    static InputExcerpt spread(InputSource source) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream(2 * SIZE);
        try (SeekableByteChannel file = source.channel()) {
            long size = file.size();
            long end = 0;
            for (int place = 0; place < SAMPLES && text.size() < MAX_SIZE; place++) {
                long from = Math.max(end, size / SAMPLES * place);
                end = from + take(file.position(from), from > end, text);
            }
            return new InputExcerpt(text.toByteArray(), (double) size / Math.max(1, text.size()));
        }
    }

    /**
     * Adds some lines from the file's position to the text.
     *
     * @param isWithin whether the position may be within a line, whose rest is then skipped
     * @return the position after the last line read, relative to the start
     */
    private static long take(SeekableByteChannel file, boolean isWithin, ByteArrayOutputStream text)
            throws IOException {
        // The reader is not closed, because the file is read on elsewhere.
        LineReader lines = new LineReader(Channels.newInputStream(file));
        TextLine line = lines.next();
        if (isWithin && line != null) {
            line = lines.next();
        }
        int before = text.size();
        while (line != null && line.hasEnd()) {
            text.write(line.text());
            text.write('\n');
            if (text.size() - before >= SIZE / SAMPLES) {
                break;
            }
            line = lines.next();
        }
        return lines.position();
    }

    /**
     * Returns the beginning of an input in whose middle the start of a line cannot be found.
     *
     * @param hasLines whether each line is read for itself, so that the excerpt must not end within one
     */
    static InputExcerpt head(InputSource source, boolean hasLines) throws IOException {
        try (InputStream in = source.open()) {
            byte[] text = in.readNBytes(SIZE);
            if (text.length < SIZE) {
                return new InputExcerpt(text, 1);
            }
            int end = lastBreak(text);
            end = end == 0 && !hasLines ? SIZE : end;
            return new InputExcerpt(Arrays.copyOf(text, end), length(source) / Math.max(1, end));
        }
    }

    static boolean isPacked(InputSource source) {
        return source.packing().isPresent();
    }

    /** Returns the length of the uncompressed input, which is an estimate for a compressed one. */
    private static double length(InputSource source) throws IOException {
        Optional<Packing> packing = source.packing();
        return source.fingerprint().size() * (packing.isPresent() ? ratio(source, packing.get()) : 1);
    }

    /** Returns how many bytes one packed byte becomes, at the beginning of the file. */
    private static double ratio(InputSource source, Packing packing) throws IOException {
        try (CountingInputStream packed = new CountingInputStream(Channels.newInputStream(source.channel()));
                InputStream in = packing.unpack(new BufferedInputStream(packed, 1 << 12), Long.MAX_VALUE)) {
            int read = in.readNBytes(MAX_SIZE).length;
            return (double) read / Math.max(1, packed.count());
        }
    }

    private static int lastBreak(byte[] text) {
        int at = text.length;
        while (at > 0 && text[at - 1] != '\n') {
            at--;
        }
        return at;
    }
}
