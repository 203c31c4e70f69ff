package dev.penstock.store.line;

/**
 * One line of a file.
 *
 * @param number from 1
 * @param offset where its first byte lies
 * @param text without the line break, and without a byte order mark; empty when {@code isTooLong}
 * @param hasEnd whether a line break followed, which a torn last line has not
 */
public record TextLine(long number, long offset, byte[] text, boolean hasEnd, boolean isTooLong) {
    public boolean isBlank() {
        for (byte b : text) {
            if (b != ' ' && b != '\t') {
                return false;
            }
        }
        return !isTooLong;
    }
}
