package dev.penstock.formats.parquet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files whose sizes are untrue or too large are refused before anything of that size is made. */
@SuppressWarnings("NullAway.Init")
class ParquetSizesTest {
    private static final long MIB = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void aFooterThatClaimsAHundredMillionColumnsIsRefused() throws IOException {
        // A version, and a list of structures with more elements than the file has bytes.
        Path file = withFooter(0x15, 2, 0x19, 0xfc, 0x80, 0xc2, 0xd7, 0x2f);

        assertThatThrownBy(() -> new ParquetRows(Files.newByteChannel(file)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("its footer has no end");
    }

    @Test
    void aFooterOfEndlessNestingIsRefused() throws IOException {
        int[] nested = new int[200_000];
        java.util.Arrays.fill(nested, 0x1c);

        assertThatThrownBy(() -> new ParquetRows(Files.newByteChannel(withFooter(nested))))
                .hasMessageContaining("it is nested too deep");
    }

    @Test
    void aPageThatUnpacksToMoreThanTheMemoryIsRefused() throws Exception {
        Path file = write("SELECT repeat('x', 6000000) AS text FROM range(3)");
        assertThat(Files.size(file)).isLessThan(MIB);

        assertThatThrownBy(() -> check(file, 32 * MIB)).hasMessageStartingWith("it has a row group of more than 8 MiB");
        check(file, 256 * MIB);
    }

    @Test
    void aDictionaryOfMoreValuesThanBytesIsRefused() throws Exception {
        Path file = write("SELECT 'a' || (i % 3) AS text FROM range(1000) t(i)");
        byte[] bytes = Files.readAllBytes(file);
        // The header of the dictionary's page: type 2, its sizes, and a structure whose first number is that of its
        // values.
        int values = indexOf(bytes, 0x4c, 0x15, 6);
        ByteArrayOutputStream forged = new ByteArrayOutputStream();
        forged.write(bytes, 0, values + 2);
        forged.write(0x7e); // 63 values
        forged.write(bytes, values + 3, bytes.length - values - 3);
        Path evil = Files.write(folder.resolve("evil.parquet"), forged.toByteArray());

        assertThatThrownBy(() -> check(evil, 512 * MIB)).hasMessageContaining("the sizes of a page cannot be true");
    }

    private static int indexOf(byte[] bytes, int... pattern) {
        for (int at = 0; at < bytes.length - pattern.length; at++) {
            boolean found = true;
            for (int i = 0; i < pattern.length; i++) {
                found &= bytes[at + i] == (byte) pattern[i];
            }
            if (found) {
                return at;
            }
        }
        throw new AssertionError("no dictionary found");
    }

    private static void check(Path file, long memory) throws IOException {
        try (var channel = Files.newByteChannel(file);
                ParquetFileReader reader =
                        ParquetFileReader.open(new ChannelFile(Files.newByteChannel(file)), ParquetRows.options())) {
            ParquetSizes sizes = new ParquetSizes(channel, memory);
            sizes.checkFooter();
            for (var group : reader.getRowGroups()) {
                sizes.check(group);
            }
        }
    }

    private Path withFooter(int... footer) throws IOException {
        ByteBuffer file = ByteBuffer.allocate(footer.length + 16).order(ByteOrder.LITTLE_ENDIAN);
        file.put("PAR1".getBytes(US_ASCII)).putInt(0);
        for (int each : footer) {
            file.put((byte) each);
        }
        file.putInt(footer.length).put("PAR1".getBytes(US_ASCII));
        return Files.write(folder.resolve("in.parquet"), file.array());
    }

    private Path write(String query) throws SQLException {
        Path file = folder.resolve("in.parquet");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement run = duck.createStatement()) {
            run.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(query, file));
        }
        return file;
    }
}
