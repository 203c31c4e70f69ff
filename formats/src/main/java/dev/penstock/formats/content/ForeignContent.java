package dev.penstock.formats.content;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/** Files that have no prompts which could be read, each with a sentence on what to do. */
enum ForeignContent {
    EXCEL(
            "an Excel workbook: save its sheet as CSV and give that file",
            head -> isZip(head) && (holds(head, "xl/workbook") || holds(head, "xl/worksheets"))),
    ZIP(
            "a zip archive (an Excel workbook is one, too): unpack it, or save the sheet as CSV, and give that file",
            head -> isZip(head)),
    OLD_OFFICE(
            "an old Excel or Word document: save it as CSV or text and give that file",
            head -> ContentHead.startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)),
    PDF("a PDF document: extract its text and give that file", head -> ContentHead.has(head, 0, "%PDF-")),
    IMAGE(
            "an image, not a file of prompts",
            head -> ContentHead.startsWith(head, 0x89, 'P', 'N', 'G')
                    || ContentHead.startsWith(head, 0xff, 0xd8, 0xff)
                    || ContentHead.has(head, 0, "GIF87a")
                    || ContentHead.has(head, 0, "GIF89a")),
    PARQUET(
            "a Parquet file in a packed one, or with a --format: unpack it, or leave --format out",
            ContentHead::isParquet),
    ARROW(
            "an Arrow or Feather file: write it as Parquet, CSV or JSONL and give that file",
            head -> (ContentHead.has(head, 0, "ARROW1") || ContentHead.has(head, 0, "FEA1")) && holds(head, "\0")),
    ORC(
            "an ORC file: write it as Parquet, CSV or JSONL and give that file",
            head -> ContentHead.has(head, 0, "ORC") && holds(head, "\0")),
    AVRO(
            "an Avro file: write it as Parquet, CSV or JSONL and give that file",
            head -> ContentHead.startsWith(head, 'O', 'b', 'j', 1)),
    SQLITE(
            "an SQLite database: export the table as CSV and give that file",
            head -> ContentHead.has(head, 0, "SQLite format 3")),
    TAR("a tar archive: unpack it and give the file or the folder", head -> ContentHead.has(head, 257, "ustar")),
    OTHER_PACKING(
            "packed with a program other than gzip and zstd: unpack it and give that file",
            head -> (ContentHead.has(head, 0, "BZh") && ContentHead.has(head, 4, "1AY"))
                    || ContentHead.startsWith(head, 0xfd, '7', 'z', 'X', 'Z')
                    || ContentHead.startsWith(head, '7', 'z', 0xbc, 0xaf)
                    || ContentHead.startsWith(head, 0x04, 0x22, 0x4d, 0x18)
                    || ContentHead.has(head, 0, "Rar!\u001a")),
    PACKED_AGAIN(
            "packed twice: unpack it once and give that file",
            head -> Packing.of(head).isPresent());

    private final String sentence;
    private final Predicate<byte[]> recognised;

    ForeignContent(String sentence, Predicate<byte[]> recognised) {
        this.sentence = sentence;
        this.recognised = recognised;
    }

    /** Returns what an unpacked content is that begins so, and what to do; empty for what may be a text. */
    static Optional<String> find(byte[] head) {
        return Arrays.stream(values())
                .filter(kind -> kind.recognised.test(head))
                .findFirst()
                .map(kind -> kind.sentence);
    }

    private static boolean isZip(byte[] head) {
        return ContentHead.startsWith(head, 'P', 'K', 3, 4) || ContentHead.startsWith(head, 'P', 'K', 5, 6);
    }

    private static boolean holds(byte[] head, String text) {
        return new String(head, ISO_8859_1).contains(text);
    }
}
