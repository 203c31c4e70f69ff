package dev.penstock.formats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.formats.InputLine.Readable;
import dev.penstock.formats.InputLine.Unreadable;
import dev.penstock.formats.table.Column;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputReadersTest {
    private static final BatchSpec SPEC = BatchSpec.of("/in");
    private static final BatchSpec CLASSIFY = SPEC.with(SpecKey.PROMPT, "Classify: {{text}}");

    @Test
    void plainTextIsOnePromptALine() throws IOException {
        assertThat(shown(read("in.txt", "first\r\n\n  \nsecond", SPEC)))
                .containsExactly(
                        "1 null {\"messages\":[{\"role\":\"user\",\"content\":\"first\"}]}",
                        "4 null {\"messages\":[{\"role\":\"user\",\"content\":\"second\"}]}");
    }

    @Test
    void fieldsFillTheTemplateAndAreNotSentOtherwise() throws IOException {
        BatchSpec spec = CLASSIFY.with(SpecKey.SYSTEM, "Be brief.")
                .with(SpecKey.MODEL, "m")
                .with(SpecKey.MAX_TOKENS, 50)
                .with(SpecKey.TEMPERATURE, 0.5)
                .with(SpecKey.RESPONSE_FORMAT, "json");

        assertThat(shown(read("in.jsonl", "{\"text\":\"good\",\"secret\":1,\"custom_id\":\"r1\"}", spec)))
                .containsExactly("1 r1 {\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                        + "{\"role\":\"user\",\"content\":\"Classify: good\"}],\"max_tokens\":50,"
                        + "\"temperature\":0.5,\"response_format\":{\"type\":\"json_object\"}}");
    }

    @Test
    void reasoningModelsGetTheirOwnNameOfMaxTokens() throws IOException {
        BatchSpec spec = SPEC.with(SpecKey.MODEL, "gpt-5-mini").with(SpecKey.MAX_TOKENS, 50);

        assertThat(shown(read("in.txt", "hi", spec))).first().asString().contains("\"max_completion_tokens\":50");
    }

    @Test
    void aPromptFieldNeedsNoTemplateAndMessagesAreABody() throws IOException {
        assertThat(shown(read(
                        "in.jsonl",
                        "{\"prompt\":\"hi\",\"url\":\"https://example.com\"}\n"
                                + "{\"messages\":[ {\"role\":\"user\"} ],\"n\":1.10}\n"
                                + "{\"custom_id\":\"c\",\"messages\":[],\"n\":1.10}",
                        SPEC)))
                .containsExactly(
                        "1 null {\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                        "2 null {\"messages\":[ {\"role\":\"user\"} ],\"n\":1.10}",
                        "3 c {\"messages\":[],\"n\":1.10}");
    }

    @Test
    void aFieldThatALineDoesNotHaveIsNamedWithThoseItHas() throws IOException {
        assertThat(read("in.jsonl", "{\"body_text\":\"x\",\"stars\":5}", CLASSIFY))
                .containsExactly(new Unreadable(
                        1, null, "invalid_request", "there is no field \"text\"; the fields are: body_text, stars"));
        assertThat(read("in.jsonl", "{\"body_text\":\"x\"}", SPEC))
                .first()
                .satisfies(line -> assertThat(((Unreadable) line).message())
                        .contains("no template")
                        .contains("body_text"));
    }

    @Test
    void csvHasHeaderQuotedLineBreaksAndTheLineEachRecordBeginsOn() throws IOException {
        String csv = "\uFEFFid,text\r\n1,\"two\nlines, \"\"quoted\"\"\"\n\n2,plain\n3\n4,\"über\"\n";

        assertThat(shown(read("in.csv", csv, SPEC.with(SpecKey.PROMPT, "{{id}}: {{text}}"))))
                .containsExactly(
                        "2 null {\"messages\":[{\"role\":\"user\",\"content\":\"1: two\\nlines, \\\"quoted\\\"\"}]}",
                        "5 null {\"messages\":[{\"role\":\"user\",\"content\":\"2: plain\"}]}",
                        "6 invalid_request the row has 1 values, but the header has 2 columns",
                        "7 null {\"messages\":[{\"role\":\"user\",\"content\":\"4: über\"}]}");
    }

    @Test
    void tabsSeparateInTsvAndAnUnnamedColumnIsNoHarm() throws IOException {
        assertThat(shown(read("in.tsv", "\ttext\n0\ta,b\n", CLASSIFY)))
                .containsExactly("2 null {\"messages\":[{\"role\":\"user\",\"content\":\"Classify: a,b\"}]}");
    }

    @Test
    void columnsWithoutANameOrOfOneNameAreAllKept() throws IOException {
        assertThat(shown(read(
                        "in.csv", ",text,stars,text,\n0,a,1,b,c\n", SPEC.with(SpecKey.PROMPT, "{{text}} {{text_2}}"))))
                .containsExactly("2 null {\"messages\":[{\"role\":\"user\",\"content\":\"a b\"}]}");
        try (InputReader reader = InputReaders.open(
                new ByteArrayInputStream(",text,stars,text,\n0,a,1,b,c\n".getBytes(UTF_8)),
                new InputSource(Path.of("/in.csv")),
                CLASSIFY)) {
            assertThat(reader.next()).isNotNull();
            assertThat(reader.row())
                    .asString(UTF_8)
                    .isEqualTo("{\"column1\":\"0\",\"text\":\"a\",\"stars\":\"1\",\"text_2\":\"b\",\"column5\":\"c\"}");
            assertThat(reader.columns())
                    .extracting(Column::name)
                    .containsExactly("column1", "text", "stars", "text_2", "column5");
            assertThat(reader.remarks())
                    .singleElement()
                    .asString()
                    .startsWith("columns 1, 4, 5 of the header have no name, or that of an earlier column");
        }
    }

    @Test
    void anEndlessQuotationStopsWithItsLine() {
        assertThatThrownBy(() -> read("in.csv", "text\n\"never ends\n" + "x\n".repeat(100), CLASSIFY))
                .isInstanceOf(IOException.class)
                .hasMessage("line 2: a quoted value begins here or after and never ends");
        assertThatThrownBy(() -> read("in.csv", "text\n\"never ends\n" + "xxxxxxx\n".repeat(3_000_000), CLASSIFY))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a quotation has no end before line");
    }

    @Test
    void whatFollowsAQuotationIsToldWithItsLine() {
        assertThatThrownBy(() -> read("in.csv", "text,stars\ngood,5\n\"so\nso\" la la,3\n", CLASSIFY))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("line 4: after a quoted value");
        assertThatThrownBy(() -> read("in.csv", "\"text\" x\n", CLASSIFY)).hasMessageStartingWith("line 1: ");
    }

    @Test
    void bytesThatAreNotUtf8AreToldWithTheirLine() throws IOException {
        byte[] latin = "{\"prompt\":\"a\"}\n{\"prompt\":\"ü\"}\n".getBytes(ISO_8859_1);

        assertThat(shown(read("in.jsonl", latin, SPEC)).get(1))
                .isEqualTo("2 invalid_json_line the line is not valid UTF-8");
        byte[] mixed = concat("text\nä\n".getBytes(UTF_8), "ü\nb\n".getBytes(ISO_8859_1));
        assertThat(shown(read("in.csv", mixed, CLASSIFY)).get(1))
                .isEqualTo("3 invalid_request the line is not valid UTF-8");
    }

    @Test
    void withoutATellingNameTheFirstLineTells() throws IOException {
        assertThat(shown(read("data", "{\"prompt\":\"hi\"}", SPEC)))
                .first()
                .asString()
                .contains("\"content\":\"hi\"");
        assertThat(shown(read("data", "hello there", SPEC))).first().asString().contains("hello there");
        assertThat(shown(read(
                        "data",
                        "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/embeddings\",\"body\":{\"input\":1}}",
                        SPEC)))
                .containsExactly("1 a {\"input\":1}");
    }

    @Test
    void gzipIsUnpackedByItsEnding(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("In.TXT.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("hello".getBytes(UTF_8));
        }
        try (InputReader in = InputReaders.open(InputSource.of(file.toUri().toString()), SPEC)) {
            assertThat(in.next()).isInstanceOf(Readable.class);
            assertThat(in.next()).isNull();
        }
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void givesTheColumnsOfEachLineAsTheyStand() throws IOException {
        assertThat(rows("in.csv", "id,text\n007,\"a\nb\"\nshort\n,\n"))
                .containsExactly("{\"id\":\"007\",\"text\":\"a\\nb\"}", "{}", "{\"id\":\"\",\"text\":\"\"}");
        assertThat(rows("in.jsonl", "{\"prompt\": \"a\", \"price\": 1.50}\nno JSON\n"))
                .containsExactly("{\"prompt\": \"a\", \"price\": 1.50}", "no JSON");
        assertThat(rows("in.txt", "hello\n")).containsExactly("{\"text\":\"hello\"}");
        assertThat(rows("in.json", "[\"a\", \"b\"]")).containsExactly("{\"text\":\"a\"}", "{\"text\":\"b\"}");
        assertThat(rows("in.jsonl", "{\"custom_id\":\"a\",\"url\":\"/v1/embeddings\",\"body\":{}}\n"))
                .containsExactly("null");
    }

    private static List<String> rows(String name, String text) throws IOException {
        List<String> rows = new ArrayList<>();
        try (InputReader in = InputReaders.open(
                new ByteArrayInputStream(text.getBytes(UTF_8)), new InputSource(Path.of("/in", name)), SPEC)) {
            while (in.next() != null) {
                byte[] row = in.row();
                rows.add(row == null ? "null" : new String(row, UTF_8));
            }
        }
        return rows;
    }

    private static List<InputLine> read(String name, String text, BatchSpec spec) throws IOException {
        return read(name, text.getBytes(UTF_8), spec);
    }

    private static List<InputLine> read(String name, byte[] text, BatchSpec spec) throws IOException {
        List<InputLine> lines = new ArrayList<>();
        try (InputReader in =
                InputReaders.open(new ByteArrayInputStream(text), new InputSource(Path.of("/in", name)), spec)) {
            for (InputLine line = in.next(); line != null; line = in.next()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static List<String> shown(List<InputLine> lines) {
        return lines.stream()
                .map(line -> switch (line) {
                    case Readable request -> request.line() + " " + request.customId() + " " + text(request.body());
                    case Unreadable problem -> problem.line() + " " + problem.code() + " " + problem.message();
                })
                .toList();
    }

    private static String text(byte @Nullable [] body) {
        return body == null ? "no body" : new String(body, UTF_8);
    }
}
