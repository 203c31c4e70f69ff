package dev.penstock.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.formats.table.Column;
import dev.penstock.formats.table.ColumnType;
import dev.penstock.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages in all encodings that are written for our types pass the check of what they claim. */
@SuppressWarnings("NullAway.Init")
class EncodedPagesTest {
    private static final int ROWS = 20_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"PARQUET_1_0, true", "PARQUET_1_0, false", "PARQUET_2_0, true", "PARQUET_2_0, false"})
    void allEncodingsOfOrdinaryPagesAreRead(WriterVersion version, boolean dictionary) throws IOException {
        Path file = folder.resolve("in.parquet");
        List<Column> columns = List.of(
                new Column("text", ColumnType.TEXT),
                new Column("number", ColumnType.LONG),
                new Column("flag", ColumnType.BOOLEAN),
                new Column("share", ColumnType.DOUBLE));
        try (var out = Files.newOutputStream(file);
                ParquetWriter<List<? extends @Nullable JsonNode>> rows = new RowWriterBuilder(
                                new StreamedFile(out), ParquetSchema.of(columns))
                        .withConf(new PlainParquetConfiguration())
                        .withCodecFactory(new ParquetCodecs())
                        .withCompressionCodec(CompressionCodecName.ZSTD)
                        .withWriterVersion(version)
                        .withDictionaryEncoding(dictionary)
                        .withByteStreamSplitEncoding(!dictionary)
                        .withPageSize(10_000)
                        .build()) {
            for (int row = 0; row < ROWS; row++) {
                rows.write(values(row));
            }
        }

        try (ParquetRows rows = new ParquetRows(Files.newByteChannel(file))) {
            for (int row = 0; row < ROWS; row++) {
                ObjectNode read = rows.next();
                assertThat(read).isEqualTo(expected(columns, values(row)));
            }
            assertThat(rows.next()).isNull();
        }
    }

    private static List<@Nullable JsonNode> values(int row) {
        return Arrays.asList(
                row % 7 == 0 ? null : Json.MAPPER.getNodeFactory().textNode("text " + row % 300),
                Json.MAPPER.getNodeFactory().numberNode(row * 1_000_003L),
                Json.MAPPER.getNodeFactory().booleanNode(row / 100 % 3 == 0),
                row % 1000 < 900 ? null : Json.MAPPER.getNodeFactory().numberNode(row / 8.0));
    }

    private static ObjectNode expected(List<Column> columns, List<@Nullable JsonNode> values) {
        ObjectNode row = Json.MAPPER.createObjectNode();
        for (int i = 0; i < columns.size(); i++) {
            row.set(columns.get(i).name(), values.get(i));
        }
        return row;
    }
}
