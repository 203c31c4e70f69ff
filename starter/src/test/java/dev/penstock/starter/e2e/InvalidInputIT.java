package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What cannot be sent is refused before anything is called, with the line and what is wrong with it. */
final class InvalidInputIT extends PenstockTestCase {
    private static final String GOOD = TestingInput.line("good", "What is one plus one?");

    @Test
    void everyKindOfInvalidInputIsNamedAndNothingIsCalled() throws IOException {
        Path oneOfEachKind = lines(
                GOOD,
                "{\"custom_id\": \"b\", \"method\"",
                TestingInput.line("good", "Again?"),
                TestingInput.line("d", "What?").replace("/chat/", "/cat/"),
                TestingInput.line("e", "What?"),
                TestingInput.line("f", "What?").replace("messages", "massages"));

        refused(
                oneOfEachKind,
                "line 2: invalid_json_line",
                "line 3: duplicate_custom_id",
                "line 1",
                "line 4: url_mismatch",
                "line 6: invalid_request",
                "messages");
        refused(lines(), "the input has 1 problem", "empty_batch: input ", "has no requests");
        refused(
                manyBrokenLines(25),
                "the input has 25 problems",
                "lines 1, 2, 3 and 22 more: invalid_json_line: not a JSON object: '{' was expected, not 'broken'");
        assertThat(books.calls()).isZero();
    }

    @Test
    void aMissingModelIsToldInOneSentenceBeforeAnythingStarts() throws IOException {
        Path input = lines(GOOD, TestingInput.line("e", "What?").replace("\"model\":\"gpt-4o-mini\"", "\"top_p\":1"));

        Ended ended = penstock.run("run", input.toString()).expectExit(2);

        assertThat(ended.err())
                .contains("penstock: line 2 names no model: pass --model NAME or set PENSTOCK_MODEL")
                .doesNotContain("engine:", "the input has");
        assertThat(books.calls()).isZero();
    }

    @Test
    void wrongUsageIsToldInOneLine() throws IOException {
        assertThat(penstock.run("submit", lines("one", "two").toString(), "--format", "text")
                        .expectExit(2)
                        .expectSaid("no model is named: pass --model NAME or set PENSTOCK_MODEL")
                        .err())
                .doesNotContain("starting a Temporal dev server");
        refused(folder.resolve("missing.jsonl"), "there is no file");
        refused(Files.createDirectory(folder.resolve("empty")), "is a folder without inputs");
        penstock.run("run", lines(GOOD).toString(), "--modle", "x")
                .expectExit(2)
                .expectSaid("--modle");
        assertThat(penstock.run("run", lines(GOOD).toString(), "--rpmm", "5")
                        .expectExit(2)
                        .expectSaid("unknown option --rpmm", "--rpm")
                        .err())
                .doesNotContain("5");
        penstock.run("run", lines(GOOD).toString(), "--grace", "-1")
                .expectExit(2)
                .expectSaid("--grace must be at least 0");
        penstock.run("run", lines(GOOD).toString(), "--deadline", "soon")
                .expectExit(2)
                .expectSaid("deadline");
        penstock.run("status", "no/such batch").expectExit(2).expectSaid("is not a batch id");
        assertThat(books.calls()).isZero();
    }

    @Test
    void anotherInputUnderABatchsNameIsRefusedAndTheSameOneElsewhereIsNot() throws IOException {
        Path first = lines(GOOD);
        penstock.run("run", first.toString(), "--id", "mine").expectExit(0);
        Path other = lines(TestingInput.line("other", "And what is two plus two?"));

        penstock.run("run", other.toString(), "--id", "mine")
                .expectExit(2)
                .expectSaid("'mine' was made from", first.toString(), "choose another --id", "penstock results mine");
        assertThat(new TestingInput(other, List.of()).results()).doesNotExist();
        penstock.run("run", lines(GOOD).toString(), "--id", "mine")
                .expectExit(0)
                .expectSaid("was finished before");
        assertThat(books.calls()).isEqualTo(1);
    }

    @Test
    void skippedLinesStandInTheErrorsFile() throws IOException {
        Path file = lines(GOOD, "not JSON", TestingInput.line("good", "Again?"), TestingInput.line("last", "And?"));

        penstock.run("run", file.toString(), "--skip-invalid").expectExit(3);

        TestingInput input = new TestingInput(file, List.of());
        assertThat(ResultFile.at(input.results()).customIds()).containsExactly("good", "last");
        ResultFile errors = ResultFile.at(input.errors());
        assertThat(errors.lines().stream().map(line -> line.path("line").asInt()))
                .containsExactly(2, 3);
        assertThat(errors.lines().stream().map(line -> line.at("/error/code").asText()))
                .containsExactly("invalid_json_line", "duplicate_custom_id");
        assertThat(books.calls()).isEqualTo(2);
    }

    private void refused(Path input, String... said) {
        penstock.run("run", input.toString()).expectExit(2).expectSaid(said);
    }

    private Path manyBrokenLines(int count) throws IOException {
        List<String> broken = new ArrayList<>();
        for (int line = 1; line <= count; line++) {
            broken.add("broken " + line + "}");
        }
        return lines(broken.toArray(String[]::new));
    }

    private Path lines(String... lines) throws IOException {
        return Files.write(Files.createTempFile(folder, "input", ".jsonl"), List.of(lines));
    }
}
