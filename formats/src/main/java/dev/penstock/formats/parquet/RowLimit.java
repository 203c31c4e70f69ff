package dev.penstock.formats.parquet;

import dev.penstock.store.SizeLimits;

/** Limits what a row takes in memory while it is read: a few bytes of a file can stand for any number of values. */
final class RowLimit {
    private long values;
    private long bytes;

    void beginRow() {
        values = 0;
        bytes = 0;
    }

    /** Counts a value before it is kept. */
    void count(int length) {
        values++;
        bytes += length;
        if (values > SizeLimits.JSON_TOKENS || bytes > SizeLimits.LINE_BYTES) {
            throw new RowTooLargeException();
        }
    }

    /** Thrown when a row has too many values or bytes. */
    static final class RowTooLargeException extends RuntimeException {
        private RowTooLargeException() {
            super("a row has more than %d MiB or %,d values"
                    .formatted(SizeLimits.LINE_BYTES >> 20, SizeLimits.JSON_TOKENS));
        }
    }
}
