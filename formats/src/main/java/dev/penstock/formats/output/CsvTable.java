package dev.penstock.formats.output;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.formats.table.Column;
import dev.penstock.formats.table.TableWriter;
import dev.penstock.store.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;

/** CSV or TSV as RFC 4180 says, in UTF-8, with lines that end as those of JSON Lines do; a null and an empty text are an empty cell. */
final class CsvTable implements TableWriter {
    private static final int BUFFER = 1 << 16;

    private final CSVPrinter cells;

    CsvTable(OutputStream out, char delimiter, List<Column> columns) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter)
                .setRecordSeparator('\n')
                .setQuoteMode(QuoteMode.MINIMAL)
                .get();
        this.cells =
                new CSVPrinter(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER), format);
        for (Column column : columns) {
            cells.print(column.name());
        }
        cells.println();
    }

    @Override
    public void write(List<? extends @Nullable JsonNode> values) throws IOException {
        for (JsonNode value : values) {
            cells.print(value == null || TableWriter.isAbsent(value) ? null : text(value));
        }
        cells.println();
    }

    private static String text(JsonNode value) {
        return value.isBigDecimal() ? DecimalText.of(value.decimalValue()) : Json.text(value);
    }

    @Override
    public void close() throws IOException {
        cells.flush();
    }
}
