package dev.penstock.formats;

import java.io.IOException;

/** The sizes above which an input is refused, in addition to those of {@link dev.penstock.store.SizeLimits}. */
final class FormatLimits {
    /**
     * The most letters of a prompt that was filled from a template: 2 Mi, about 500,000 tokens, which is half of the
     * largest context of today's models. A template that repeats a placeholder makes a prompt of any length.
     */
    static final int PROMPT_LETTERS = 2 << 20;

    /**
     * The most values of a CSV row, or columns of its header. Each needs about 100 bytes of memory, though it may have one
     * byte in the file.
     */
    static final int ROW_VALUES = 200_000;

    /** The most lines of an input, blank ones included: reading them takes some seconds. */
    static final long LINES = 100_000_000;

    /**
     * The most bytes of a file after unpacking: 64 GiB, some minutes of reading. A gzip file unpacks to up to 1,032 times
     * its size.
     */
    static final long UNPACKED_BYTES = 64L << 30;

    private FormatLimits() {}

    /** Fails when an input has more lines than it may have; blank lines are no requests, and so are not counted as such. */
    static void refuseMoreLines(long lines) throws IOException {
        if (lines > LINES) {
            throw new IOException("it has more than %,d lines".formatted(LINES));
        }
    }
}
