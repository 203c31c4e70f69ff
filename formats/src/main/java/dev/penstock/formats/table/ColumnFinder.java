package dev.penstock.formats.table;

import com.fasterxml.jackson.core.JsonParser;
import dev.penstock.store.UntrustedJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the columns of JSON rows: all names, in the order in which they first come, each with the type that fits all its values. */
public final class ColumnFinder {
    /** More columns than a table of a person has; names are kept in memory. */
    static final int MOST_COLUMNS = 5_000;

    private static final int MOST_LETTERS = 1 << 20;

    /** Null = only nulls so far. */
    private final Map<String, @Nullable ColumnType> types = new LinkedHashMap<>();

    private int letters;
    private boolean hasTooMany;

    /**
     * Adds a row.
     *
     * @throws IOException if the row is not a JSON object
     */
    public void add(byte[] row) throws IOException {
        UntrustedJson.visitObject(row, this::add);
    }

    /** Adds a column of rows that are still to come, which stays if none of them has it. */
    public void expect(String name) {
        note(name, null);
    }

    private void add(String name, JsonParser value) throws IOException {
        note(name, type(value));
    }

    private void note(String name, @Nullable ColumnType type) {
        if (types.containsKey(name)) {
            ColumnType before = types.get(name);
            if (type != null && before != type) {
                types.put(name, before == null ? type : common(before, type));
            }
            return;
        }
        letters += name.length();
        if (types.size() == MOST_COLUMNS || letters > MOST_LETTERS) {
            hasTooMany = true;
        } else {
            types.put(name, type);
        }
    }

    private static @Nullable ColumnType type(JsonParser value) throws IOException {
        return switch (value.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> ColumnType.TEXT;
            case VALUE_TRUE, VALUE_FALSE -> ColumnType.BOOLEAN;
            // As a double, 1e999 would be infinite.
            case VALUE_NUMBER_FLOAT -> Double.isFinite(value.getDoubleValue()) ? ColumnType.DOUBLE : ColumnType.JSON;
            case VALUE_NUMBER_INT ->
                value.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? ColumnType.JSON : ColumnType.LONG;
            default -> ColumnType.JSON;
        };
    }

    private static ColumnType common(ColumnType one, ColumnType other) {
        return isNumber(one) && isNumber(other) ? ColumnType.DOUBLE : ColumnType.JSON;
    }

    private static boolean isNumber(ColumnType type) {
        return type == ColumnType.LONG || type == ColumnType.DOUBLE;
    }

    /** Returns the columns; of one that is null everywhere, the type is text. */
    public List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        types.forEach((name, type) -> columns.add(new Column(name, type == null ? ColumnType.TEXT : type)));
        return columns;
    }

    /** Tells whether there are more names than a table can have. */
    public boolean hasTooMany() {
        return hasTooMany;
    }
}
