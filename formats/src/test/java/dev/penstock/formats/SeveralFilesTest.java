package dev.penstock.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.store.ContentDigest;
import dev.penstock.store.input.InputRoots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder, or a pattern of files, is one input. */
@SuppressWarnings("NullAway.Init")
class SeveralFilesTest {
    private static final BatchSpec SPEC = BatchSpec.of("/in").with(SpecKey.PROMPT, "{{file}}: {{text}}");

    @TempDir
    Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        write("b.csv", "id;text\n1;one\n2;two\n");
        write("a.jsonl", "{\"text\":\"first\"}\n\n{\"text\":\"second\",\"file\":\"own\"}\n");
        write("c.txt", "last\n");
        write("notes.md", "no input");
        write(".hidden.csv", "text\nhidden\n");
        write("a.results.jsonl", "{}\n");
        Files.createDirectory(folder.resolve("deeper"));
        write("deeper/d.csv", "text\ndeep\n");
    }

    @Test
    void eachFileIsReadInItsFormatInTheOrderOfNamesWithItsNameAsAField() throws IOException {
        assertThat(prompts(folder))
                .containsExactly("1 a.jsonl: first", "3 own: second", "5 b.csv: one", "6 b.csv: two", "7 c.txt: last");
        assertThat(prompts(folder.resolve("*.csv"))).containsExactly("2 b.csv: one", "3 b.csv: two");
        assertThat(prompts(folder.resolve("**.csv")))
                .containsExactly("2 b.csv: one", "3 b.csv: two", "5 deeper/d.csv: deep");
        assertThat(prompts(folder.resolve("deeper"))).containsExactly("2 d.csv: deep");
    }

    @Test
    void aLinkToAFolderIsAFolder() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("deeper"));

        assertThat(prompts(link)).containsExactly("2 d.csv: deep");
        assertThat(prompts(link.resolve("*.csv"))).containsExactly("2 d.csv: deep");
    }

    @Test
    void whatIsNeitherAFileNorAPatternIsSaidSo() {
        assertThatThrownBy(() -> prompts(folder.resolve("report [1.csv")))
                .hasMessageContaining("report [1.csv does not exist, and is no pattern of names either");
    }

    @Test
    void theRowsOfTheirLinesHaveTheFile() throws IOException {
        try (InputReader reader = open(folder)) {
            List<String> rows = new ArrayList<>();
            while (reader.next() != null) {
                byte[] row = reader.row();
                rows.add(row == null ? "" : new String(row, UTF_8));
            }
            assertThat(rows)
                    .startsWith("{\"text\":\"first\",\"file\":\"a.jsonl\"}", "{\"text\":\"second\",\"file\":\"own\"}")
                    .contains("{\"id\":\"1\",\"text\":\"one\",\"file\":\"b.csv\"}");
        }
    }

    @Test
    void theRowOfABodyKeepsItsId() throws IOException {
        Path bodies = Files.createDirectory(folder.resolve("bodies"));
        write("bodies/a.jsonl", "{\"custom_id\":\"x\",\"id\":7,\"messages\":[]}\n");

        assertThat(row(bodies, BatchSpec.of("/in")))
                .isEqualTo("{\"custom_id\":\"x\",\"id\":7,\"messages\":[],\"file\":\"a.jsonl\"}");
        assertThat(row(bodies, BatchSpec.of("/in").with(SpecKey.ID_COLUMN, "id")))
                .isEqualTo("{\"custom_id\":\"x\",\"id\":7,\"messages\":[],\"file\":\"a.jsonl\"}");
    }

    private static String row(Path input, BatchSpec spec) throws IOException {
        try (InputReader reader = InputReaders.open(new InputSource(input), spec)) {
            reader.next();
            return new String(Objects.requireNonNull(reader.row()), UTF_8);
        }
    }

    @Test
    void aProblemIsNamedByItsFileAndLine() throws IOException {
        write("b.csv", "id;text\n1;one\n2\n");
        try (InputReader reader = open(folder)) {
            InputLine line = reader.next();
            while (line instanceof InputLine.Readable) {
                line = reader.next();
            }
            assertThat(reader.place()).hasValue("b.csv, line 3");
        }
        write("b.csv", "id;text\n1;\"one\n");
        assertThatThrownBy(() -> prompts(folder)).hasMessageContaining("b.csv: line 2: a quoted value begins here");
    }

    @Test
    void filesThatAreLeftOutAreToldAndAFolderWithoutInputsIsRefused() throws IOException {
        try (InputReader reader = open(folder)) {
            assertThat(reader.remarks())
                    .containsExactly(
                            folder + " is read without 1 file (notes.md): other endings",
                            folder + " is read without 1 file (a.results.jsonl): results that Penstock wrote, by their"
                                    + " names");
        }
        assertThatThrownBy(() -> prompts(Files.createDirectory(folder.resolve("empty"))))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("is a folder without inputs");
        assertThatThrownBy(() -> prompts(folder.resolve("*.tsv"))).hasMessageContaining("no file has such a name");
    }

    @Test
    void onlyFilesThatAreReadCountAsFilesOfTheInput() throws IOException {
        for (int i = 0; i <= 10_000; i++) {
            Files.createFile(folder.resolve("a%05d.png".formatted(i)));
        }
        assertThat(prompts(folder)).hasSize(5);

        assertThatThrownBy(() -> prompts(folder.resolve("*.png")))
                .hasMessageContaining("it has more than 10,000 files: name fewer by a pattern");
    }

    @Test
    void resultsAmongTheInputsAreToldAlsoForAPattern() throws IOException {
        write("b.errors.csv", "a\n");
        write("c.results.parquet.zst", "a");
        write("d.results.xlsx", "a");
        try (InputReader reader = open(folder.resolve("*"))) {
            assertThat(reader.remarks())
                    .containsExactly(folder.resolve("*") + " is read without 4 files (a.results.jsonl, b.errors.csv,"
                            + " c.results.parquet.zst, …): results that Penstock wrote, by their names");
        }
        assertThatThrownBy(() -> prompts(folder.resolve("*.errors.*")))
                .hasMessageEndingWith(
                        "no file has such a name but 1 file (b.errors.csv) of results that Penstock wrote;"
                                + " name such a file itself to read it");
    }

    @Test
    void theDigestAndTheFingerprintChangeWithEachFile() throws IOException {
        InputSource source = new InputSource(folder);
        ContentDigest read = new ContentDigest();
        try (InputReader reader = InputReaders.open(source, SPEC, read)) {
            TestingRead.of(reader);
        }
        String before = source.sha256(() -> {});
        assertThat(read.hex()).isEqualTo(before);

        Files.move(folder.resolve("c.txt"), folder.resolve("d.txt"));
        assertThat(source.sha256(() -> {})).isNotEqualTo(before);
        write("d.txt", "longer than last\n");
        assertThat(source.fingerprint().size())
                .isNotEqualTo(
                        new InputSource(folder.resolve("d.txt")).fingerprint().size());
    }

    @Test
    void noLinkLeadsOutOfTheAllowedFolders() throws IOException {
        Path elsewhere = Files.createTempDirectory("secret");
        Path secret = Files.writeString(elsewhere.resolve("s.csv"), "text\nsecret\n");
        Path allowed = Files.createDirectory(folder.resolve("allowed"));
        Files.writeString(allowed.resolve("a.csv"), "text\nx\n");
        InputRoots roots = new InputRoots(List.of(allowed), List.of(), false);
        assertThat(new InputSource(allowed).below(roots).parts()).hasSize(1);

        Files.createSymbolicLink(allowed.resolve("z.csv"), secret);

        assertThatThrownBy(() -> new InputSource(allowed).below(roots).parts())
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("may not be read");
        assertThatThrownBy(() -> new InputSource(elsewhere).below(roots)).hasMessageContaining("may not be read");
        assertThatThrownBy(() -> new InputSource(secret.resolveSibling("*.csv")).below(roots))
                .hasMessageContaining("may not be read");
        Files.createSymbolicLink(allowed.resolve("sub"), elsewhere);
        assertThatThrownBy(() -> new InputSource(allowed.resolve("sub/*.csv")).below(roots))
                .hasMessageContaining("may not be read");
    }

    @Test
    void anIdColumnNamesTheRequests() throws IOException {
        BatchSpec spec = BatchSpec.of("/in").with(SpecKey.PROMPT, "{{text}}").with(SpecKey.ID_COLUMN, "id");
        assertThat(TestingRead.of("in.csv", "id,text\nx,one\n,two\n", spec))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("2 x "),
                        line -> assertThat(line).isEqualTo("3 invalid_request \"id\" is null"));
        assertThat(TestingRead.of("in.jsonl", "{\"id\":7,\"text\":\"a\"}\n{\"text\":\"b\"}", spec))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("1 7 "),
                        line -> assertThat(line).contains("there is no field \"id\""));
        assertThat(TestingRead.of(
                        "in.jsonl", "{\"id\":\"x\",\"messages\":[],\"n\":1}", spec.with(SpecKey.PROMPT, null)))
                .containsExactly("1 x /v1/chat/completions {\"messages\":[],\"n\":1}");
        assertThatThrownBy(() -> TestingRead.of(
                        "in.jsonl", "{\"custom_id\":\"a\",\"body\":{}}", spec.with(SpecKey.PROMPT, null)))
                .hasMessageContaining("--id-column names a field");
    }

    private List<String> prompts(Path input) throws IOException {
        try (InputReader reader = open(input)) {
            return TestingRead.of(reader).stream()
                    .map(line -> line.replaceFirst(" .*\"content\":\"", " ").replaceFirst("\"}]}$", ""))
                    .toList();
        }
    }

    private static InputReader open(Path input) {
        return InputReaders.open(new InputSource(input), SPEC);
    }

    private void write(String name, String text) throws IOException {
        Files.write(folder.resolve(name), text.getBytes(UTF_8));
    }
}
