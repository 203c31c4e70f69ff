package dev.penstock.formats.table;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A column of a table.
 *
 * @param precision all digits of a {@link ColumnType#DECIMAL}, else 0
 * @param scale its digits behind the point, else 0
 */
public record Column(
        String name,
        ColumnType type,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int precision,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int scale) {
    public Column(String name, ColumnType type) {
        this(name, type, 0, 0);
    }

    /** Returns this column under another name. */
    public Column named(String other) {
        return new Column(other, type, precision, scale);
    }
}
