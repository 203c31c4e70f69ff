package dev.penstock.formats.output;

import dev.penstock.formats.parquet.ParquetTable;
import dev.penstock.formats.table.Column;
import dev.penstock.formats.table.TableWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/** The formats of tables. */
public enum TableFormat {
    CSV,
    TSV,
    /** JSON Lines, an object a row. */
    NDJSON,
    PARQUET,
    XLSX;

    /** Begins a table; its head is written at once, where the format has one. */
    public TableWriter open(OutputStream out, List<Column> columns) throws IOException {
        return switch (this) {
            case CSV -> new CsvTable(out, ',', columns);
            case TSV -> new CsvTable(out, '\t', columns);
            case NDJSON -> new NdjsonTable(out, columns);
            case PARQUET -> new ParquetTable(out, columns);
            case XLSX -> new ExcelTable(out, columns);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
