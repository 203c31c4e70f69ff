package dev.penstock.formats.parquet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files that claim, or unpack to, more than the memory are refused before that is taken. */
@SuppressWarnings("NullAway.Init")
class HostileParquetTest {
    private static final String UNTRUE = "the sizes of a page cannot be true";
    private static final int PAGE = 64 << 20;
    /** The text without letters, whose four bytes are its length, as it is stored. */
    private static final byte[] EMPTY_TEXT = Zstd.compress(new byte[4]);

    @TempDir
    Path folder;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    @Test
    void aFileOfOrdinaryPagesIsRead() throws IOException {
        Path whole = written(List.of(column(0, page(EMPTY_TEXT, 4, 1))));

        try (ParquetRows rows = open(whole)) {
            assertThat(String.valueOf(rows.next())).isEqualTo("{\"c0\":\"\"}");
            assertThat(rows.next()).isNull();
        }
    }

    @Test
    void pagesThatUnpackToMoreThanTheMemoryAreRefused() throws IOException {
        byte[] bomb = Zstd.compress(new byte[PAGE]);
        int columns = Math.toIntExact(Runtime.getRuntime().maxMemory() / 2 / PAGE) + 1;
        List<ColumnChunk> all = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            all.add(column(i, page(bomb, PAGE, 1)));
        }
        Path small = written(all);

        assertThat(Files.size(small)).isLessThan(1 << 20);
        assertThatThrownBy(() -> read(small))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it has a row group of more than ");
    }

    @Test
    void aPageThatClaimsAnAbsurdLengthIsRefused() throws IOException {
        assertDamaged(page(EMPTY_TEXT, -1, 1), UNTRUE);
        assertDamaged(page(EMPTY_TEXT, 4, -5), UNTRUE);
        PageHeader longer = header(PageType.DATA_PAGE, 4, Integer.MAX_VALUE);
        assertDamaged(
                () -> write(
                        longer.setData_page_header(new DataPageHeader(1, Encoding.PLAIN, Encoding.RLE, Encoding.RLE))),
                UNTRUE);
        assertDamaged(() -> file.writeBytes(new byte[] {1, 2, 3}), "the header of a page has no end");
    }

    @Test
    void aDictionaryThatClaimsBillionsOfEntriesIsRefused() throws IOException {
        PageHeader dictionary = header(PageType.DICTIONARY_PAGE, 4, 4)
                .setDictionary_page_header(new DictionaryPageHeader(Integer.MAX_VALUE, Encoding.PLAIN));
        assertDamaged(
                () -> {
                    write(dictionary);
                    file.writeBytes(EMPTY_TEXT);
                },
                UNTRUE);
    }

    @Test
    void aColumnThatClaimsMoreThanTheFileIsRefused() throws IOException {
        ColumnChunk column = column(0, page(EMPTY_TEXT, 4, 1));
        description(column).setTotal_compressed_size(1L << 40);
        Path claimed = written(List.of(column));

        assertThatThrownBy(() -> read(claimed)).hasMessageContaining("a column is cut off");
        description(column).setTotal_compressed_size(-5);
        Path negative = written(List.of(column));
        assertThatThrownBy(() -> read(negative)).isInstanceOf(IOException.class);
    }

    @Test
    void millionsOfEmptyPagesAreRefused() throws IOException {
        PageHeader empty = header(PageType.DATA_PAGE, 0, 0)
                .setData_page_header(new DataPageHeader(0, Encoding.PLAIN, Encoding.RLE, Encoding.RLE));
        ByteArrayOutputStream one = new ByteArrayOutputStream();
        Util.writePageHeader(empty, one);
        long pages = Runtime.getRuntime().maxMemory() / 2 / 512 + 1;
        ColumnChunk column = column(0, () -> {
            for (long i = 0; i < pages; i++) {
                file.writeBytes(one.toByteArray());
            }
        });
        Path many = written(List.of(column));

        assertThatThrownBy(() -> read(many)).hasMessageContaining("it has a row group of more than ");
    }

    @Test
    void groupsWithoutRowsArePassedOver() throws IOException {
        for (int empty = 0; empty < 3; empty++) {
            file.reset();
            List<RowGroup> groups = new ArrayList<>(List.of(group(page(EMPTY_TEXT, 4, 1), 1)));
            groups.add(group(page(EMPTY_TEXT, 4, 1), 1));
            groups.add(empty, group(() -> {}, 0));

            try (ParquetRows rows = open(written(1, groups))) {
                assertThat(rows.next()).as("before group %d", empty).isNotNull();
                assertThat(rows.next()).isNotNull();
                assertThat(rows.next()).isNull();
            }
        }
    }

    @Test
    void aGroupIsCheckedAlsoBehindOneWithoutRows() throws IOException {
        Path bomb = written(1, List.of(group(() -> {}, 0), group(page(EMPTY_TEXT, 4, 1), 1), group(dictionaries(), 1)));

        assertThatThrownBy(() -> read(bomb)).hasMessageContaining("it has a row group of more than ");
    }

    @Test
    void aGroupOfFewerRowsThanNoneIsRefused() throws IOException {
        Path negative = written(1, List.of(group(page(EMPTY_TEXT, 4, 1), -1)));

        assertThatThrownBy(() -> read(negative)).hasMessageContaining("the number of rows cannot be true");
    }

    @Test
    void onlyWhatIsSaidOfAPagesOwnTypeCounts() throws IOException {
        PageHeader untrue = header(PageType.DATA_PAGE, 4, EMPTY_TEXT.length)
                .setData_page_header(new DataPageHeader(0, Encoding.PLAIN, Encoding.RLE, Encoding.RLE))
                .setDictionary_page_header(new DictionaryPageHeader(1, Encoding.PLAIN));
        Content bomb = () -> {
            write(untrue);
            file.writeBytes(EMPTY_TEXT);
            dictionaries().write();
        };
        Path hidden = written(List.of(column(0, bomb)));

        assertThatThrownBy(() -> read(hidden)).hasMessageContaining("it has a row group of more than ");
    }

    /** Dictionaries that claim more than the memory. */
    private Content dictionaries() {
        return () -> {
            for (long claimed = 0; claimed <= Runtime.getRuntime().maxMemory() / 4; claimed += PAGE) {
                write(header(PageType.DICTIONARY_PAGE, PAGE, EMPTY_TEXT.length)
                        .setDictionary_page_header(new DictionaryPageHeader(1, Encoding.PLAIN)));
                file.writeBytes(EMPTY_TEXT);
            }
        };
    }

    @Test
    void aRunThatClaimsMillionsOfValuesIsRefused() throws IOException {
        // One bit for each of 2^31 indexes, in groups of eight.
        byte[] run = {1, -1, -1, -1, -1, 1};
        Path claimed = written(List.of(column(0, page(Encoding.RLE_DICTIONARY, Encoding.RLE, run))));

        assertThatThrownBy(() -> read(claimed)).hasMessageContaining("its pages stand for more values than fit in ");
    }

    @Test
    void lengthsThatClaimMillionsOfValuesAreRefused() throws IOException {
        int values = 1 << 26;
        ByteArrayOutputStream lengths = new ByteArrayOutputStream();
        // Blocks of 128 in 4 parts; 2^26 lengths, all of them 0.
        lengths.writeBytes(new byte[] {-128, 1, 4, -128, -128, -128, 32, 0});
        lengths.writeBytes(new byte[values / 128 * 5]);

        for (Encoding encoding : List.of(Encoding.DELTA_LENGTH_BYTE_ARRAY, Encoding.DELTA_BYTE_ARRAY)) {
            file.reset();
            byte[] both = ByteBuffer.allocate(2 * lengths.size())
                    .put(lengths.toByteArray())
                    .put(lengths.toByteArray())
                    .array();
            Path claimed = written(List.of(column(0, page(encoding, Encoding.RLE, both))));

            assertThat(Files.size(claimed)).isLessThan(10_000);
            assertThatThrownBy(() -> read(claimed))
                    .as("%s", encoding)
                    .hasMessageContaining("its pages stand for more values than fit in ");
        }
        assertDamaged(page(Encoding.DELTA_BYTE_ARRAY, Encoding.RLE, lengths.toByteArray()), "a page is cut off");
        assertDamaged(
                page(Encoding.DELTA_BINARY_PACKED, Encoding.RLE, new byte[] {-128, 1, -1, -1, -1, 127, 1, 0}),
                "the sizes of a block cannot be true");
        assertDamaged(
                page(Encoding.PLAIN, Encoding.DELTA_BINARY_PACKED, lengths.toByteArray()),
                "levels are encoded as values");
    }

    @Test
    void billionsOfRowsWithoutValuesTakeNoMemory() throws IOException {
        int many = Integer.MAX_VALUE;
        // The levels' length in bytes, a run of 2^31 - 1, and their level.
        byte[] none = {6, 0, 0, 0, -2, -1, -1, -1, 15, 0};
        ColumnChunk column = column(0, page(Encoding.PLAIN, Encoding.RLE, none, many));
        description(column).setNum_values(many);
        Path nulls = written(1, List.of(group(List.of(column), many)), FieldRepetitionType.OPTIONAL);

        try (ParquetRows rows = open(nulls)) {
            assertThat(rows.count()).isEqualTo(many);
            for (int row = 0; row < 10_000; row++) {
                assertThat(String.valueOf(rows.next())).isEqualTo("{\"c0\":null}");
            }
        }
    }

    @Test
    void aGroupThatTakesMuchMemoryIsAnnounced() throws IOException {
        int much = Math.toIntExact(Runtime.getRuntime().maxMemory() / 32);
        byte[] texts = ByteBuffer.allocate(much)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(2)
                .array();
        List<RowGroup> groups =
                List.of(group(page(EMPTY_TEXT, 4, 1), 1), group(page(Zstd.compress(texts), much, 1), 1));
        List<String> events = new ArrayList<>();

        try (ParquetRows rows = open(written(1, groups))) {
            rows.beforeMuchMemory(() -> events.add("much"));
            events.add(String.valueOf(rows.next()));
            events.add(String.valueOf(rows.next()));
        }

        assertThat(events).containsExactly("{\"c0\":\"\"}", "much", "{\"c0\":\"\\u0000\\u0000\"}");
    }

    private Content page(Encoding encoding, Encoding levels, byte[] bytes) {
        return page(encoding, levels, bytes, 1);
    }

    private Content page(Encoding encoding, Encoding levels, byte[] bytes, int values) {
        byte[] stored = Zstd.compress(bytes);
        return () -> {
            write(header(PageType.DATA_PAGE, bytes.length, stored.length)
                    .setData_page_header(new DataPageHeader(values, encoding, levels, levels)));
            file.writeBytes(stored);
        };
    }

    private void assertDamaged(Content content, String what) throws IOException {
        file.reset();
        Path damaged = written(List.of(column(0, content)));

        assertThatThrownBy(() -> read(damaged))
                .isInstanceOf(IOException.class)
                .hasMessage("its Parquet content is damaged (%s): get the file again".formatted(what));
    }

    private static ParquetRows open(Path path) throws IOException {
        return new ParquetRows(Files.newByteChannel(path));
    }

    private static void read(Path path) throws IOException {
        try (ParquetRows rows = open(path)) {
            while (rows.next() != null) {
                // All of them.
            }
        }
    }

    @FunctionalInterface
    private interface Content {
        void write() throws IOException;
    }

    /** Writes a column's content, and returns what the description says of it. */
    private ColumnChunk column(int index, Content content) throws IOException {
        if (file.size() == 0) {
            file.writeBytes("PAR1".getBytes(US_ASCII));
        }
        long start = file.size();
        content.write();
        long length = file.size() - start;
        return new ColumnChunk(start)
                .setMeta_data(new ColumnMetaData(
                        Type.BYTE_ARRAY,
                        List.of(Encoding.PLAIN),
                        List.of("c" + index),
                        CompressionCodec.ZSTD,
                        1,
                        length,
                        length,
                        start));
    }

    private Content page(byte[] stored, int unpacked, int values) {
        return () -> {
            write(header(PageType.DATA_PAGE, unpacked, stored.length)
                    .setData_page_header(new DataPageHeader(values, Encoding.PLAIN, Encoding.RLE, Encoding.RLE)));
            file.writeBytes(stored);
        };
    }

    private static ColumnMetaData description(ColumnChunk column) {
        return Objects.requireNonNull(column.getMeta_data());
    }

    private static PageHeader header(PageType type, int unpacked, int stored) {
        return new PageHeader(type, unpacked, stored);
    }

    private void write(PageHeader header) throws IOException {
        Util.writePageHeader(header, file);
    }

    private Path written(List<ColumnChunk> columns) throws IOException {
        return written(columns.size(), List.of(group(columns, 1)));
    }

    private RowGroup group(Content content, long rows) throws IOException {
        ColumnChunk column = column(0, content);
        description(column).setNum_values(Math.abs(rows));
        return group(List.of(column), rows);
    }

    private static RowGroup group(List<ColumnChunk> columns, long rows) {
        long bytes = columns.stream()
                .mapToLong(column -> description(column).getTotal_compressed_size())
                .sum();
        return new RowGroup(columns, bytes, rows);
    }

    private Path written(int columns, List<RowGroup> groups) throws IOException {
        return written(columns, groups, FieldRepetitionType.REQUIRED);
    }

    private Path written(int columns, List<RowGroup> groups, FieldRepetitionType repetition) throws IOException {
        List<SchemaElement> schema = new ArrayList<>(List.of(new SchemaElement("row").setNum_children(columns)));
        IntStream.range(0, columns)
                .forEach(i -> schema.add(new SchemaElement("c" + i)
                        .setType(Type.BYTE_ARRAY)
                        .setConverted_type(org.apache.parquet.format.ConvertedType.UTF8)
                        .setRepetition_type(repetition)));
        long rows = groups.stream().mapToLong(RowGroup::getNum_rows).sum();
        FileMetaData description = new FileMetaData(1, schema, rows, groups);
        int start = file.size();
        Util.writeFileMetaData(description, file);
        file.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(file.size() - start)
                .array());
        file.writeBytes("PAR1".getBytes(US_ASCII));
        return Files.write(folder.resolve("in.parquet"), file.toByteArray());
    }
}
