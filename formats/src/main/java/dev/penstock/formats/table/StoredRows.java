package dev.penstock.formats.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.ZstdInputStream;
import dev.penstock.contracts.BatchId;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Json;
import dev.penstock.store.Store;
import dev.penstock.store.StoredJson;
import dev.penstock.store.line.LineReader;
import dev.penstock.store.line.TextLine;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the rows that {@link RowsWriter} kept, one by one and in order. */
public final class StoredRows implements Closeable {
    private final StoredColumns columns;
    private final LineReader lines;

    private StoredRows(StoredColumns columns, LineReader lines) {
        this.columns = columns;
        this.lines = lines;
    }

    /** Opens the rows of a batch; empty if an older version planned it, which kept none. */
    public static Optional<StoredRows> open(Store store, BatchId batch) throws IOException {
        Optional<StoredColumns> columns = columns(store).find(batch);
        Optional<InputStream> rows = columns.isEmpty() ? Optional.empty() : store.find(batch, BatchFile.ROWS);
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new StoredRows(
                        columns.get(), new LineReader(new ZstdInputStream(rows.get()), Integer.MAX_VALUE)));
    }

    /** Returns where the columns of a batch's rows are kept. */
    static StoredJson<StoredColumns> columns(Store store) {
        return new StoredJson<>(store, BatchFile.COLUMNS, StoredColumns.class);
    }

    public StoredColumns columns() {
        return columns;
    }

    /** Returns the next row; null behind the last one. */
    public @Nullable StoredRow next() throws IOException {
        TextLine text = lines.next();
        if (text == null) {
            return null;
        }
        JsonNode line = Json.MAPPER.readTree(text.text());
        ObjectNode values = line.path("row") instanceof ObjectNode row ? row : Json.MAPPER.createObjectNode();
        return new StoredRow(line.path("line").longValue(), values);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
