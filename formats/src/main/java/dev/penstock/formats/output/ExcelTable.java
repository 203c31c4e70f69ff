package dev.penstock.formats.output;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.formats.table.Column;
import dev.penstock.formats.table.ColumnType;
import dev.penstock.formats.table.TableWriter;
import dev.penstock.store.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.apache.commons.io.output.CloseShieldOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** An Excel sheet, whose head is frozen. Texts are texts there, also those that begin like a formula. */
final class ExcelTable implements TableWriter {
    /** What Excel can open: its own limits. */
    static final int MOST_ROWS = 1_048_576;

    static final int MOST_COLUMNS = 16_384;
    static final int MOST_LETTERS = 32_767;

    private static final long WHOLE = 1_000_000_000_000_000L;
    private static final double LARGEST = 9.99e307;
    private static final int ROWS_A_FLUSH = 500;

    private final List<Column> columns;
    private final Workbook book;
    private final Worksheet sheet;
    private int row;

    ExcelTable(OutputStream out, List<Column> columns) throws IOException {
        if (columns.size() > MOST_COLUMNS) {
            throw new TableLimitException("a sheet of Excel has at most %,d columns, and this table %,d"
                    .formatted(MOST_COLUMNS, columns.size()));
        }
        this.columns = columns;
        this.book = new Workbook(CloseShieldOutputStream.wrap(out), "Penstock", null);
        this.sheet = book.newWorksheet("results");
        for (int i = 0; i < columns.size(); i++) {
            sheet.value(0, i, columns.get(i).name());
        }
        sheet.freezePane(0, 1);
    }

    @Override
    public void write(List<? extends @Nullable JsonNode> values) throws IOException {
        row++;
        if (row == MOST_ROWS) {
            throw new TableLimitException("a sheet of Excel has at most %,d rows".formatted(MOST_ROWS));
        }
        for (int i = 0; i < values.size(); i++) {
            JsonNode value = values.get(i);
            if (value != null && !TableWriter.isAbsent(value)) {
                put(i, columns.get(i).type(), value);
            }
        }
        if (row % ROWS_A_FLUSH == 0) {
            sheet.flush();
        }
    }

    private void put(int column, ColumnType type, JsonNode value) {
        if (value.isBoolean()) {
            sheet.value(row, column, value.booleanValue());
        } else if (isExactNumber(value)) {
            sheet.value(row, column, value.numberValue());
        } else if (type == ColumnType.DATE) {
            sheet.value(row, column, LocalDate.parse(value.asText()));
            sheet.style(row, column).format("yyyy-mm-dd").set();
        } else if (type == ColumnType.TIMESTAMP) {
            sheet.value(row, column, LocalDateTime.parse(value.asText()));
            sheet.style(row, column).format("yyyy-mm-dd hh:mm:ss").set();
        } else {
            // Not shared with equal cells: the book would keep each text until its end.
            sheet.inlineString(row, column, fitting(Json.text(value), column));
        }
    }

    /** Tells whether Excel, which counts with 15 digits and has no number beyond those of a double, shows the number as it is. */
    private static boolean isExactNumber(JsonNode value) {
        double size = Math.abs(value.doubleValue());
        if (value.isIntegralNumber()) {
            return size < WHOLE;
        }
        boolean isZero = size == 0 && value.decimalValue().signum() == 0;
        return value.isNumber() && (isZero || (size >= Double.MIN_NORMAL && size <= LARGEST));
    }

    private String fitting(String text, int column) {
        if (text.length() > MOST_LETTERS) {
            throw new TableLimitException("a cell of Excel has at most %,d letters, and row %,d has %,d in column %s"
                    .formatted(
                            MOST_LETTERS,
                            row,
                            text.length(),
                            columns.get(column).name()));
        }
        return text;
    }

    @Override
    public void close() throws IOException {
        book.finish();
    }
}
