package dev.penstock.formats.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import dev.penstock.store.file.FileStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredRowsTest {
    private static final BatchId BATCH = new BatchId("b");

    @TempDir
    Path folder;

    private Store store;

    @BeforeEach
    void open() {
        store = new FileStore(folder, Clock.systemUTC());
    }

    @Test
    void givesBackEachRowWithItsLineAndDigits() throws IOException {
        keep("{\"id\": \"007\", \"price\": 1.50,\n \"big\": 12345678901234567890}", null, "[1]", "{\"id\":null}");

        assertThat(rows())
                .containsExactly(
                        "1 {\"id\":\"007\",\"price\":1.50,\"big\":12345678901234567890}",
                        "2 {\"custom_id\":\"r2\"}",
                        "3 {}",
                        "4 {\"id\":null}");
    }

    @Test
    void findsTheTypeThatFitsAllValuesOfAColumn() throws IOException {
        keep(
                "{\"text\":\"a\",\"whole\":1,\"number\":1,\"mixed\":1,\"never\":null,\"list\":[1]}",
                "{\"text\":null,\"whole\":-2,\"number\":0.5,\"mixed\":\"x\",\"later\":true,\"huge\":12345678901234567890}");

        assertThat(columns())
                .containsExactly(
                        new Column("text", ColumnType.TEXT),
                        new Column("whole", ColumnType.LONG),
                        new Column("number", ColumnType.DOUBLE),
                        new Column("mixed", ColumnType.JSON),
                        new Column("never", ColumnType.TEXT),
                        new Column("list", ColumnType.JSON),
                        new Column("later", ColumnType.BOOLEAN),
                        new Column("huge", ColumnType.JSON));
    }

    @Test
    void keepsTheColumnsThatAnInputDeclares() throws IOException {
        List<Column> declared =
                List.of(new Column("amount", ColumnType.DECIMAL, 9, 2), new Column("day", ColumnType.DATE));
        try (RowsWriter rows = new RowsWriter(store, BATCH, declared)) {
            rows.add(1, null, "{\"amount\":1,\"day\":\"2026-01-31\"}".getBytes(UTF_8));
            rows.publish();
        }

        assertThat(columns()).isEqualTo(declared);
    }

    @Test
    void saysThatThereAreMoreNamesThanATableHas() throws IOException {
        keep(IntStream.range(0, 6_000).mapToObj("{\"n%d\":1}"::formatted).toArray(String[]::new));

        try (StoredRows rows = StoredRows.open(store, BATCH).orElseThrow()) {
            assertThat(rows.columns().tooMany()).isTrue();
            assertThat(rows.columns().columns()).hasSize(5_000);
        }
    }

    @Test
    void keepsNothingOfAnInputThatIsRefused() throws IOException {
        try (RowsWriter rows = new RowsWriter(store, BATCH, List.of())) {
            rows.add(1, null, "{\"id\":1}".getBytes(UTF_8));
        }

        assertThat(store.has(BATCH, BatchFile.ROWS)).isFalse();
        assertThat(StoredRows.open(store, BATCH)).isEmpty();
    }

    private void keep(@Nullable String... rows) throws IOException {
        try (RowsWriter writer = new RowsWriter(store, BATCH, List.of())) {
            for (int i = 0; i < rows.length; i++) {
                String row = rows[i];
                writer.add(i + 1L, "r" + (i + 1), row == null ? null : row.getBytes(UTF_8));
            }
            writer.publish();
        }
    }

    private List<String> rows() throws IOException {
        List<String> found = new ArrayList<>();
        try (StoredRows rows = StoredRows.open(store, BATCH).orElseThrow()) {
            for (StoredRow row = rows.next(); row != null; row = rows.next()) {
                found.add(row.line() + " " + row.values());
            }
        }
        return found;
    }

    private List<Column> columns() throws IOException {
        try (StoredRows rows = StoredRows.open(store, BATCH).orElseThrow()) {
            return rows.columns().columns();
        }
    }
}
