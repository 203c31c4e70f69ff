package dev.penstock.store.line;

/**
 * A line of a file with its place.
 *
 * @param number the line's number, from 1
 * @param offset the offset of the line's first byte in the file
 * @param text the line's bytes, without line break and byte order mark; only the first {@link #BEGINNING} when {@code isTooLong}
 * @param hasEnd whether a line break follows; a torn last line has none
 */
public record TextLine(long number, long offset, byte[] text, boolean hasEnd, boolean isTooLong) {
    static final int BEGINNING = 1_024;

    public boolean isBlank() {
        for (byte b : text) {
            if (b != ' ' && b != '\t') {
                return false;
            }
        }
        return !isTooLong;
    }
}
