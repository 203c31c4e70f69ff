package dev.penstock.formats;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.formats.parquet.ParquetRows;
import dev.penstock.formats.table.Column;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a Parquet file, whose columns are fields; a row's number is its line. */
final class ParquetReader implements InputReader {
    private final ParquetRows rows;
    private final PromptBody bodies;
    private long number;
    private @Nullable ObjectNode last;

    ParquetReader(ParquetRows rows, PromptBody bodies) {
        this.rows = rows;
        this.bodies = bodies;
    }

    @Override
    public @Nullable InputLine next() throws IOException {
        last = rows.next();
        if (last == null) {
            return null;
        }
        number++;
        FormatLimits.refuseMoreLines(number);
        return FieldsFormat.ofRow(number, last, bodies);
    }

    @Override
    public void beforeMuchMemory(Runnable call) {
        rows.beforeMuchMemory(call);
    }

    @Override
    public byte @Nullable [] row() {
        return last == null ? null : bodies.row(last);
    }

    @Override
    public List<Column> columns() {
        return rows.columns();
    }

    @Override
    public List<String> remarks() {
        return bodies.remarks();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
