package dev.penstock.formats;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.formats.InputLine.Unreadable;
import dev.penstock.formats.content.TextContent;
import dev.penstock.formats.table.Column;
import dev.penstock.formats.table.ColumnNames;
import dev.penstock.formats.table.ColumnType;
import dev.penstock.store.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reads CSV or TSV with a header that names the fields; a quoted value may span several lines. */
final class CsvReader implements InputReader {
    private final PromptBody bodies;
    private final CsvDialect dialect;
    private final LineTextReader text;
    private final CSVParser parser;
    private final Iterator<CSVRecord> rows;
    private final ColumnNames columns;
    private final List<String> header;
    private @Nullable ObjectNode last;

    CsvReader(TextContent content, CsvDialect dialect, PromptBody bodies) throws IOException {
        this.bodies = bodies;
        this.dialect = dialect;
        this.text = new LineTextReader(content.in(), dialect.delimiter());
        text.skipLines(dialect.skipped());
        CSVFormat format = dialect.format()
                .builder()
                .setHeader()
                .setAllowMissingColumnNames(true) // pandas names no column for its index
                .setSkipHeaderRecord(true)
                .get();
        try {
            this.parser = CSVParser.builder().setReader(text).setFormat(format).get();
        } catch (IllegalArgumentException e) {
            throw new IOException("its first line is not a header: " + e.getMessage(), e);
        } catch (IOException e) {
            throw CsvErrorMessage.explain(e, 1, dialect.skipped());
        }
        this.rows = parser.iterator();
        this.columns = ColumnNames.of(parser.getHeaderNames());
        this.header = columns.names();
    }

    @Override
    public @Nullable InputLine next() throws IOException {
        while (true) {
            long line = lineNow() + 1;
            last = null;
            text.beginRecord();
            CSVRecord values = nextValues(line);
            if (values == null) {
                return null;
            }
            if (text.hasInvalidLine(line, lineNow())) {
                return new Unreadable(
                        line,
                        null,
                        InputErrorCodes.INVALID_REQUEST,
                        text.encoding().problem());
            }
            if (!isBlank(values)) {
                return read(line, values);
            }
        }
    }

    @Override
    public List<String> remarks() {
        return Stream.of(text.encoding().remarks(), columns.remarks(), bodies.remarks())
                .flatMap(List::stream)
                .toList();
    }

    private long lineNow() {
        return parser.getCurrentLineNumber() + dialect.skipped();
    }

    @Override
    public byte[] row() {
        return bodies.row(last == null ? Json.MAPPER.createObjectNode() : last);
    }

    @Override
    public List<Column> columns() {
        return header.stream().map(name -> new Column(name, ColumnType.TEXT)).toList();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private @Nullable CSVRecord nextValues(long line) throws IOException {
        try {
            return rows.hasNext() ? rows.next() : null;
        } catch (UncheckedIOException e) {
            throw CsvErrorMessage.explain(
                    e.getCause() == null ? new IOException(e) : e.getCause(), line, dialect.skipped());
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private InputLine read(long line, CSVRecord values) {
        if (values.size() != header.size()) {
            String message =
                    "the row has %d values, but the header has %d columns".formatted(values.size(), header.size());
            return new Unreadable(line, null, InputErrorCodes.INVALID_REQUEST, message);
        }
        ObjectNode fields = Json.MAPPER.createObjectNode();
        for (int i = 0; i < header.size(); i++) {
            fields.put(header.get(i), values.get(i));
        }
        last = fields;
        return FieldsFormat.ofRow(line, fields, bodies);
    }

    private static boolean isBlank(CSVRecord values) {
        return values.size() == 1 && values.get(0).isBlank();
    }
}
