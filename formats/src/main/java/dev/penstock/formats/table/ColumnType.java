package dev.penstock.formats.table;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What the values of a column are. In rows they are JSON; what JSON has no type for is text in the form that is said here. */
public enum ColumnType {
    TEXT,
    BOOLEAN,
    /** A whole number of 32 bits. */
    INTEGER,
    /** A whole number of 64 bits. */
    LONG,
    FLOAT,
    DOUBLE,
    /** A number with a fixed number of digits behind the point. */
    DECIMAL,
    /** A day, as {@code 2026-01-31}. */
    DATE,
    /** A time of no time zone, as {@code 2026-01-31T10:00:00.123456}. */
    TIMESTAMP,
    /** A moment, as {@code 2026-01-31T10:00:00.123456Z}. */
    INSTANT,
    /** Values of several types, objects or lists. */
    JSON,
    /** Bytes, in base 64. */
    BINARY;

    @JsonCreator
    static ColumnType of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    @Override
    @JsonValue
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
