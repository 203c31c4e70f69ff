package dev.penstock.formats.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.formats.table.Column;
import dev.penstock.formats.table.ColumnFinder;
import dev.penstock.formats.table.ColumnType;
import dev.penstock.formats.table.TableWriter;
import dev.penstock.store.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFormatTest {
    private static final List<Column> COLUMNS = List.of(
            new Column("id", ColumnType.TEXT),
            new Column("stars", ColumnType.LONG),
            new Column("price", ColumnType.DOUBLE),
            new Column("ok", ColumnType.BOOLEAN),
            new Column("tags", ColumnType.JSON));

    @TempDir
    Path folder;

    @Test
    void writesCsvWithQuotesWhereTheyAreNeeded() throws IOException {
        assertThat(written(TableFormat.CSV, COLUMNS, """
            ["007", 5, 1.50, true, ["a", "b"]]
            ["line one\\nhe said \\"hi\\", =1+2", null, null, null, null]
            ["", -5, 1E+3, false, {}]
            """)).isEqualTo("""
                id,stars,price,ok,tags
                007,5,1.50,true,"[""a"",""b""]"
                "line one
                he said ""hi"", =1+2",,,,
                "",-5,1000,false,{}
                """);
    }

    @Test
    void writesTsvAndLinesOfJson() throws IOException {
        assertThat(written(TableFormat.TSV, COLUMNS, "[\"a,b\", 1, 2.0, true, []]\n"))
                .isEqualTo("id\tstars\tprice\tok\ttags\na,b\t1\t2.0\ttrue\t[]\n");
        assertThat(written(TableFormat.NDJSON, COLUMNS, "[\"a\", null, 2.50, true, [1]]\n"))
                .isEqualTo("{\"id\":\"a\",\"stars\":null,\"price\":2.50,\"ok\":true,\"tags\":[1]}\n");
    }

    @Test
    void writesParquetThatAnotherReaderReadsWithAllTypes() throws Exception {
        List<Column> columns = new ArrayList<>(COLUMNS);
        columns.add(new Column("day", ColumnType.DATE));
        columns.add(new Column("at", ColumnType.TIMESTAMP));
        columns.add(new Column("moment", ColumnType.INSTANT));
        columns.add(new Column("amount", ColumnType.DECIMAL, 12, 2));
        columns.add(new Column("count", ColumnType.INTEGER));
        columns.add(new Column("share", ColumnType.FLOAT));
        columns.add(new Column("raw", ColumnType.BINARY));
        Path file = folder.resolve("all.parquet");
        write(TableFormat.PARQUET, columns, file, """
            ["007 é", 9007199254740993, 0.1, true, {"a":[1]}, "2026-01-31", "2026-01-31T10:00:00.123456", "1969-12-31T23:59:59.5Z", -12.34, 7, 0.5, "AP8="]
            [null, null, null, null, null, null, null, null, null, null, null, null]
            """);

        assertThat(query("select * from '%s'".formatted(file)))
                .containsExactly(
                        "007 é|9007199254740993|0.1|true|{\"a\":[1]}|2026-01-31|2026-01-31 10:00:00.123456|1969-12-31"
                                + " 23:59:59.5+00|-12.34|7|0.5|\\x00\\xFF",
                        "null|null|null|null|null|null|null|null|null|null|null|null");
        assertThat(query("select string_agg(column_type) from (describe select * from '%s')".formatted(file)))
                .containsExactly("VARCHAR,BIGINT,DOUBLE,BOOLEAN,JSON,DATE,TIMESTAMP,TIMESTAMP WITH TIME"
                        + " ZONE,DECIMAL(12,2),INTEGER,FLOAT,BLOB");
    }

    @Test
    void keepsTheOrderOfRowsOverManyGroups() throws Exception {
        Path file = folder.resolve("many.parquet");
        Random letters = new Random(1);
        try (OutputStream out = Files.newOutputStream(file);
                TableWriter table = TableFormat.PARQUET.open(out, List.of(COLUMNS.get(0), COLUMNS.get(1)))) {
            for (long i = 0; i < 40_000; i++) {
                table.write(List.of(
                        Json.MAPPER
                                .getNodeFactory()
                                .textNode(Stream.generate(() -> Long.toString(letters.nextLong(), 36))
                                        .limit(40)
                                        .collect(Collectors.joining(" "))),
                        Json.MAPPER.getNodeFactory().numberNode(i)));
            }
        }

        assertThat(query("select count(distinct row_group_id) > 1 from parquet_metadata('%s')".formatted(file)))
                .containsExactly("true");
        assertThat(query(
                        "select count(*), bool_and(stars = file_row_number) from read_parquet('%s', file_row_number = true)"
                                .formatted(file)))
                .containsExactly("40000|true");
    }

    @Test
    void writesASheetWithNumbersAndTextsThatAreNoFormulas() throws IOException {
        Path file = folder.resolve("sheet.xlsx");
        write(
                TableFormat.XLSX,
                COLUMNS,
                file,
                "[\"=1+2\", 5, 0.5, true, [1]]\n[\"x\", 9007199254740993, null, null, null]\n");

        try (ZipFile book = new ZipFile(file.toFile())) {
            String sheet = text(book, "xl/worksheets/sheet1.xml");
            assertThat(sheet).contains("<v>5</v>", "<v>0.5</v>").doesNotContain("<f>", "<v>9007199254740993</v>");
            assertThat(text(book, "xl/sharedStrings.xml") + sheet).contains("=1+2", "9007199254740993");
        }
    }

    @Test
    void saysWhatDoesNotFitIntoASheet() {
        String row = "[\"%s\", 5, 0.5, true, [1]]\n".formatted("x".repeat(40_000));

        assertThatThrownBy(() -> write(TableFormat.XLSX, COLUMNS, folder.resolve("large.xlsx"), row))
                .isInstanceOf(TableLimitException.class)
                .hasMessage("a cell of Excel has at most 32,767 letters, and row 1 has 40,000 in column id");
    }

    @Test
    void aNumberOfABillionDigitsKeepsItsExponent() throws Exception {
        String row = "[\"a\", null, 1e999999999, null, {\"b\":[-1e-999999999]}]\n";

        assertThat(written(TableFormat.CSV, COLUMNS, row))
                .endsWith("\na,,1E+999999999,,\"{\"\"b\"\":[-1E-999999999]}\"\n");
        assertThat(written(TableFormat.NDJSON, COLUMNS, row))
                .isEqualTo("{\"id\":\"a\",\"stars\":null,\"price\":1E+999999999,\"ok\":null,"
                        + "\"tags\":{\"b\":[-1E-999999999]}}\n");
        assertThat(written(TableFormat.NDJSON, COLUMNS, "[\"a\", 1E+20, null, null, [1E+3, 1E-20]]\n"))
                .contains("\"stars\":100000000000000000000,", "[1000,0.00000000000000000001]");
        Path sheet = folder.resolve("sheet.xlsx");
        write(TableFormat.XLSX, COLUMNS, sheet, row + "[\"b\", 0.0, 1e-999999999, null, null]\n");
        try (ZipFile book = new ZipFile(sheet.toFile())) {
            assertThat(text(book, "xl/worksheets/sheet1.xml"))
                    .contains("<t>1E+999999999</t>", "<t>1E-999999999</t>", "<v>0.0</v>");
        }
    }

    @Test
    void aColumnWithANumberBeyondDoublesKeepsItsDigits() throws Exception {
        ColumnFinder finder = new ColumnFinder();
        finder.add("{\"x\":0.5,\"y\":0.5}".getBytes(StandardCharsets.UTF_8));
        finder.add("{\"x\":1e999999999,\"y\":1e3}".getBytes(StandardCharsets.UTF_8));
        assertThat(finder.columns())
                .containsExactly(new Column("x", ColumnType.JSON), new Column("y", ColumnType.DOUBLE));
        Path file = folder.resolve("beyond.parquet");
        write(TableFormat.PARQUET, finder.columns(), file, "[0.5, 0.5]\n[1e999999999, 1e3]\n");

        assertThat(query("select * from '%s'".formatted(file))).containsExactly("0.5|0.5", "1E+999999999|1000.0");
    }

    private static String written(TableFormat format, List<Column> columns, String rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(format, columns, out, rows);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void write(TableFormat format, List<Column> columns, Path file, String rows) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            write(format, columns, out, rows);
        }
    }

    private static void write(TableFormat format, List<Column> columns, OutputStream out, String rows)
            throws IOException {
        try (TableWriter table = format.open(out, columns)) {
            for (String row : rows.lines().toList()) {
                List<@Nullable JsonNode> values = new ArrayList<>();
                Json.MAPPER.readTree(row).forEach(values::add);
                table.write(values);
            }
        }
    }

    private static String text(ZipFile book, String entry) throws IOException {
        try (InputStream in = book.getInputStream(book.getEntry(entry))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("set timezone = 'UTC'");
            try (ResultSet found =
                    statement.executeQuery("select coalesce(columns(*)::varchar, 'null') from (%s)".formatted(sql))) {
                while (found.next()) {
                    List<String> cells = new ArrayList<>();
                    for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                        cells.add(found.getString(i));
                    }
                    rows.add(String.join("|", cells));
                }
            }
        }
        return rows;
    }
}
