package dev.penstock.formats.table;

import com.github.luben.zstd.ZstdOutputStream;
import dev.penstock.contracts.BatchId;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Json;
import dev.penstock.store.Store;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.output.CloseShieldOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rows of an input in the store, so that they come back with their answers whatever happens to the input. They are
 * lines {@code {"line":17,"row":{…}}}, compressed.
 */
public final class RowsWriter implements Closeable {
    private static final int ZSTD_LEVEL = 1;

    private final Store store;
    private final BatchId batch;
    private final AtomicFile file;
    private final OutputStream packed;
    private final List<Column> declared;
    private final ColumnFinder finder = new ColumnFinder();

    /** @param declared the columns as the input declares them, all of whose rows are objects; empty = they are found in the rows */
    public RowsWriter(Store store, BatchId batch, List<Column> declared) throws IOException {
        this.declared = declared;
        this.store = store;
        this.batch = batch;
        this.file = store.create(batch, BatchFile.ROWS);
        this.packed = new ZstdOutputStream(CloseShieldOutputStream.wrap(file), ZSTD_LEVEL);
    }

    /**
     * Keeps the row of a line.
     *
     * @param customId the row's only column, where it has no others
     * @param row a JSON object; null = the line has no columns; anything else is a row without values
     */
    public void add(long line, @Nullable String customId, byte @Nullable [] row) throws IOException {
        if (row == null && customId != null) {
            add(line, Json.MAPPER.writeValueAsBytes(Map.of("custom_id", customId)));
        } else {
            add(line, row);
        }
    }

    private void add(long line, byte @Nullable [] row) throws IOException {
        packed.write(("{\"line\":" + line).getBytes(StandardCharsets.US_ASCII));
        if (row != null && isObject(row)) {
            packed.write(",\"row\":".getBytes(StandardCharsets.US_ASCII));
            packed.write(oneLine(row));
        }
        packed.write("}\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** Makes spaces of line breaks, which JSON has between values only. */
    private static byte[] oneLine(byte[] row) {
        byte[] line = row.clone();
        for (int i = 0; i < line.length; i++) {
            if (line[i] == '\n' || line[i] == '\r') {
                line[i] = ' ';
            }
        }
        return line;
    }

    private boolean isObject(byte[] row) {
        if (!declared.isEmpty()) {
            return true;
        }
        try {
            finder.add(row);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Publishes the rows and their columns. */
    public void publish() throws IOException {
        packed.close();
        file.publish();
        StoredColumns columns = declared.isEmpty()
                ? new StoredColumns(finder.columns(), finder.hasTooMany())
                : new StoredColumns(declared, false);
        StoredRows.columns(store).write(batch, columns);
    }

    @Override
    public void close() throws IOException {
        try (file) {
            packed.close();
        }
    }
}
