package dev.penstock.formats.output;

/** A table is larger than its format allows; the message says what the limit is. */
public final class TableLimitException extends RuntimeException {
    TableLimitException(String message) {
        super(message);
    }
}
