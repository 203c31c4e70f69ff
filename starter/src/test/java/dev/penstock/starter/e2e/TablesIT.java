package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** Tables in, tables out. */
final class TablesIT extends PenstockTestCase {
    @Test
    void rowsComeBackWithTheirColumnsAndAnswersInAnyForm() throws IOException {
        penstock.with("PENSTOCK_MODEL", "gpt-4o-mini");
        Path csv = Files.writeString(folder.resolve("reviews.csv"), """
            id,text,note
            007,"Good, ""cheap"" too",=1+2
            008,short
            009,"Two
            lines",
            """);

        penstock.run("run", csv.toString(), "--prompt", "Classify: {{text}}", "--columns", "price", "--flat")
                .expectExit(2)
                .expectSaid("--columns has no 'price'");
        penstock.run(
                        "run",
                        csv.toString(),
                        "--prompt",
                        "Classify: {{text}}",
                        "--skip-invalid",
                        "--id",
                        "reviews",
                        "--output-format",
                        "csv",
                        "--answer-column",
                        "label",
                        "--columns",
                        "answer,error,attempts")
                .expectExit(3)
                .expectSaid("reviews.results.csv");

        assertThat(books.calls()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("reviews.results.csv")))
                .matches("(?s)id,text,note,label,error,attempts\n"
                        + "007,\"Good, \"\"cheap\"\" too\",=1\\+2,[^\n]+,,1\n"
                        + ",,,,[^\n]*the row has 2 values, but the header has 3 columns[^\n]*,0\n"
                        + "009,\"Two\nlines\",,[^\n]+,,1\n");
        assertThat(Files.readString(folder.resolve("reviews.errors.jsonl"))).contains("the row has 2 values");
        laterInOtherForms(csv);
    }

    private void laterInOtherForms(Path csv) throws IOException {
        // The rows are the batch's: the file may be gone.
        Files.delete(csv);
        Path flat = folder.resolve("flat.ndjson");
        penstock.run("results", "reviews", "-o", flat.toString()).expectExit(0);
        assertThat(Files.readAllLines(flat))
                .hasSize(3)
                .satisfies(lines -> assertThat(lines.getFirst())
                        .startsWith(
                                "{\"id\":\"007\",\"text\":\"Good, \\\"cheap\\\" too\",\"note\":\"=1+2\",\"answer\":\"")
                        .contains("\"error\":null,\"finish_reason\":\"stop\",\"model\":\"gpt-4o-mini"));
        assertThat(penstock.run("results", "reviews", "--output-format", "csv")
                        .expectExit(0)
                        .out())
                .startsWith("id,text,note,answer,error,");

        Path parquet = folder.resolve("out.parquet");
        penstock.run("results", "reviews", "-o", parquet.toString()).expectExit(0);
        byte[] bytes = Files.readAllBytes(parquet);
        assertThat(new String(bytes, 0, 4, StandardCharsets.ISO_8859_1)).isEqualTo("PAR1");
        assertThat(new String(bytes, bytes.length - 4, 4, StandardCharsets.ISO_8859_1))
                .isEqualTo("PAR1");

        Path sheet = folder.resolve("out.xlsx");
        penstock.run("results", "reviews", "-o", sheet.toString()).expectExit(0);
        try (ZipFile book = new ZipFile(sheet.toFile())) {
            assertThat(book.getEntry("xl/worksheets/sheet1.xml")).isNotNull();
        }
        penstock.run("results", "reviews", "-o", folder.resolve("out.jsonl.zst").toString())
                .expectExit(0);
        assertThat(Files.readAllBytes(folder.resolve("out.jsonl.zst"))).startsWith(0x28, 0xB5, 0x2F, 0xFD);
        assertThat(List.of(
                        penstock.run("results", "reviews", "--follow", "-o", parquet.toString()),
                        penstock.run("results", "reviews", "--errors", "--output-format", "csv")))
                .allSatisfy(refused -> refused.expectExit(2).expectSaid("prints result lines as JSONL"));
        assertThat(books.calls()).isEqualTo(2);
    }
}
