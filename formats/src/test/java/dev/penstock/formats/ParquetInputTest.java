package dev.penstock.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.formats.table.Column;
import dev.penstock.store.ContentDigest;
import dev.penstock.store.input.InputRoots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that DuckDB wrote are read with their columns and types. */
@SuppressWarnings("NullAway.Init")
class ParquetInputTest {
    private static final BatchSpec SPEC = BatchSpec.of("/in").with(SpecKey.PROMPT, "{{text}}");

    @TempDir
    Path folder;

    @Test
    void columnsAreFieldsAndKeepTheirTypes() throws Exception {
        Path file = write(
                "in.parquet",
                "SELECT 'größe' AS text, 7 AS n, 9000000000 AS big, 1.50::DECIMAL(9,2) AS price, 0.5::DOUBLE AS share,"
                        + " true AS yes, DATE '2026-01-31' AS day, TIMESTAMP '2026-01-31 10:00:00.123456' AS at,"
                        + " TIMESTAMPTZ '2026-01-31 10:00:00+00' AS moment, [1, NULL, 3] AS list,"
                        + " {'a': 'x', 'b': {'c': 2}} AS struct, MAP {'k': 1} AS map, NULL::VARCHAR AS nothing,"
                        + " '\\xAA'::BLOB AS bytes",
                "");
        try (InputReader reader = open(file, SPEC)) {
            assertThat(reader.next())
                    .isInstanceOfSatisfying(
                            InputLine.Readable.class,
                            line -> assertThat(line.line()).isEqualTo(1));
            assertThat(new String(row(reader), UTF_8))
                    .isEqualTo(
                            "{\"text\":\"größe\",\"n\":7,\"big\":9000000000,\"price\":1.50,\"share\":0.5,\"yes\":true,"
                                    + "\"day\":\"2026-01-31\",\"at\":\"2026-01-31T10:00:00.123456\","
                                    + "\"moment\":\"2026-01-31T10:00:00Z\",\"list\":[1,null,3],"
                                    + "\"struct\":{\"a\":\"x\",\"b\":{\"c\":2}},\"map\":{\"k\":1},\"bytes\":\"qg==\",\"nothing\":null}");
            assertThat(reader.columns())
                    .extracting(Column::toString)
                    .anySatisfy(column -> assertThat(column).contains("price", "decimal", "9", "2"))
                    .anySatisfy(column -> assertThat(column).contains("moment", "instant"))
                    .anySatisfy(column -> assertThat(column).contains("list", "json"));
            assertThat(reader.next()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zstd", "snappy", "gzip", "uncompressed"})
    void manyGroupsOfRowsAreReadInOrder(String compression) throws Exception {
        Path file = write(
                "data.bin",
                "SELECT 'text ' || i AS text FROM range(10000) t(i)",
                ", COMPRESSION " + compression + ", ROW_GROUP_SIZE 2048");

        List<String> prompts = prompts(file, SPEC);

        assertThat(new InputSource(file).parquetRows()).isEqualTo(10_000);
        assertThat(prompts).hasSize(10_000).startsWith("text 0").endsWith("text 9999");
    }

    @Test
    void theDigestIsThatOfTheFileAndAFolderMayHaveParquet() throws Exception {
        Path file = write("a.parquet", "SELECT 'one' AS text", "");
        Files.writeString(folder.resolve("b.csv"), "text\ntwo\n");
        ContentDigest digest = new ContentDigest();
        try (InputReader reader = InputReaders.open(new InputSource(file), SPEC, digest)) {
            assertThat(reader.next()).isNotNull();
        }

        assertThat(digest.hex()).isEqualTo(new InputSource(file).sha256(() -> {}));
        assertThat(prompts(folder, SPEC.with(SpecKey.PROMPT, "{{file}} {{text}}")))
                .containsExactly("a.parquet one", "b.csv two");
    }

    @Test
    void aRowOfMillionsOfValuesFromAFewBytesIsOneSentence() throws Exception {
        Path file = write("in.parquet", "SELECT 'a' AS text, list_resize([1], 3000000, 1) AS many", "");

        assertThatThrownBy(() -> prompts(file, SPEC))
                .isInstanceOf(IOException.class)
                .hasMessage("a row has more than 8 MiB or 400,000 values");
    }

    @Test
    void aDamagedFileIsOneSentence() throws Exception {
        byte[] bytes = Files.readAllBytes(write("in.parquet", "SELECT 'a' AS text FROM range(9)", ""));
        Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(() -> prompts(cut, SPEC))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("its Parquet content is damaged");
    }

    @Test
    void aFileBelowAnAllowedFolderIsReadThroughItsGuard() throws Exception {
        Path file = write("in.parquet", "SELECT 'one' AS text", "");
        InputSource guarded = new InputSource(file).below(new InputRoots(List.of(folder), List.of(), false));
        try (InputReader reader = InputReaders.open(guarded, SPEC)) {
            assertThat(reader.next()).isInstanceOf(InputLine.Readable.class);
        }
    }

    private Path write(String name, String query, String options) throws SQLException {
        Path file = folder.resolve(name);
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement run = duck.createStatement()) {
            run.execute("SET TimeZone='UTC'");
            run.execute("COPY (%s) TO '%s' (FORMAT parquet%s)".formatted(query, file, options));
        }
        return file;
    }

    private static List<String> prompts(Path file, BatchSpec spec) throws IOException {
        try (InputReader reader = open(file, spec)) {
            return new ArrayList<>(TestingRead.of(reader).stream()
                    .map(line -> line.replaceFirst(".*\"content\":\"", "").replaceFirst("\"}]}$", ""))
                    .toList());
        }
    }

    private static InputReader open(Path file, BatchSpec spec) {
        return InputReaders.open(new InputSource(file), spec);
    }

    private static byte[] row(InputReader reader) {
        byte[] row = reader.row();
        return row == null ? new byte[0] : row;
    }
}
