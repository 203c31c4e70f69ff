package dev.penstock.service.files;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The byte range of a file that a {@code Range} header requests, with both ends included.
 *
 * @param last the last byte; less than {@code first} when the file has no such range
 */
record ContentRange(long first, long last) {
    private static final Pattern SINGLE = Pattern.compile("bytes=\\s*+(\\d{0,18}+)\\s*+-\\s*+(\\d{0,18}+)\\s*+");

    /** Parses a {@code Range} header; empty for the whole file, and for several ranges, which servers may ignore. */
    static Optional<ContentRange> of(@Nullable String header, long size) {
        Matcher range = SINGLE.matcher(header == null ? "" : header);
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            long wanted = Long.parseLong(range.group(2));
            return Optional.of(new ContentRange(wanted == 0 ? size : Math.max(0, size - wanted), size - 1));
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? size - 1 : Long.parseLong(range.group(2));
        if (last < first && !range.group(2).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ContentRange(first, Math.min(last, size - 1)));
    }

    boolean isThere(long size) {
        return first < size && last >= first;
    }

    long length() {
        return last - first + 1;
    }

    String header(long size) {
        return "bytes %d-%d/%d".formatted(first, last, size);
    }
}
