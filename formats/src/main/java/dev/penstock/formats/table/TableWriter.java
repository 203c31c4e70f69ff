package dev.penstock.formats.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a table as a stream, one row at a time. Closing it ends the table and leaves the stream open. */
public interface TableWriter extends Closeable {
    /**
     * Writes a row.
     *
     * @param values a value for each column, of its type; a null where the row has no value, JSON's null where it has a null
     */
    void write(List<? extends @Nullable JsonNode> values) throws IOException;

    /** Tells whether a value is one that tables leave empty. */
    static boolean isAbsent(@Nullable JsonNode value) {
        return value == null || value.isNull() || value.isMissingNode();
    }
}
