package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.starter.BatchSchema;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Requests that cannot be answered stand in the errors file, and can be asked again. */
final class DeadLettersIT extends PenstockTestCase {
    private static final int FAULTS_UNTIL_GIVEN_UP = 6;

    @Test
    void deadLettersAreListedAndReplayedAlone() throws IOException {
        TestingInput input = inputOf(
                "What is one plus one?",
                "[[fail:400x1]] A question that is refused once",
                "[[fail:500x2]] A question that gets through in the end",
                "[[garbage x1]] A question with an unreadable answer at first",
                "[[fail:503x%d]] A question that takes too long to get through".formatted(FAULTS_UNTIL_GIVEN_UP),
                "What is two plus two?");

        Ended ended = penstock.run("run", input.path(), "--json").expectExit(3);

        ResultFile.assertWhole(input);
        assertThat(ended.json().path("completed").asInt()).isEqualTo(4);
        assertThat(ended.json().path("failed").asInt()).isEqualTo(2);
        ResultFile errors = ResultFile.at(input.errors());
        assertThat(errors.customIds()).containsExactly("request-2", "request-5");
        assertDeadLetter(errors.line("request-2"), 2, 400, 1);
        assertDeadLetter(errors.line("request-5"), 5, 503, FAULTS_UNTIL_GIVEN_UP);
        ResultFile results = ResultFile.at(input.results());
        assertThat(results.line("request-3").path("attempts").asInt()).isEqualTo(3);
        assertThat(results.line("request-4").path("attempts").asInt()).isEqualTo(2);
        assertThat(results.line("request-1").path("error").isNull()).isTrue();

        long callsBefore = books.calls();
        String batch = ended.json().path("id").asText();
        Ended replayed = penstock.run(
                        "retry-failed", batch, "--json", "-o", input.results().toString())
                .expectExit(0);

        assertThat(books.calls() - callsBefore).isEqualTo(2);
        assertThat(replayed.json().path("completed").asInt()).isEqualTo(6);
        ResultFile.assertWhole(input);
        assertThat(ResultFile.at(input.results()).customIds()).isEqualTo(input.customIds());
        assertThat(input.errors()).isEmptyFile();
    }

    @Test
    void answersThatLackSomethingAreSeenAndMayBeDeadLetters() throws IOException {
        TestingInput input = inputOf(
                "What is one plus one?",
                "[[length x1]] A question whose answer is cut off at first",
                "[[filter]] A question that a filter does not like");

        Ended ended = penstock.run("run", input.path(), "--fail-on", "truncated", "--json")
                .expectExit(3);

        BatchSchema.assertHolds(ended.json());
        assertThat(ended.json().at("/incomplete/truncated").asInt()).isEqualTo(1);
        assertThat(ended.json().at("/incomplete/filtered").asInt()).isEqualTo(1);
        JsonNode error = ResultFile.at(input.errors()).line("request-2");
        assertThat(error.at("/error/code").asText()).isEqualTo("answer_truncated");
        assertThat(error.path("finish_reason").asText()).isEqualTo("length");
        assertThat(error.at("/response/body/choices/0/message/content").asText())
                .as("the answer that was paid for")
                .isNotEmpty();
        assertThat(error.path("cost_usd").isNumber()).isTrue();
        assertThat(ResultFile.at(input.results())
                        .line("request-3")
                        .path("incomplete")
                        .asText())
                .isEqualTo("filtered");
        assertThat(books.calls()).isEqualTo(3);
        String batch = ended.json().path("id").asText();
        penstock.run("stats", batch).expectExit(0).expectShown("answers:  1 truncated, 1 filtered");

        Ended replayed = penstock.run("retry-failed", batch, "--json").expectExit(0);

        assertThat(books.calls()).isEqualTo(4);
        assertThat(replayed.json().path("completed").asInt()).isEqualTo(3);
        assertThat(replayed.json().at("/incomplete/truncated").asInt()).isZero();
    }

    private static void assertDeadLetter(JsonNode line, int number, int status, int attempts) {
        assertThat(line.path("id").asText()).startsWith("batch_req_");
        assertThat(line.path("line").asInt()).isEqualTo(number);
        assertThat(line.path("attempts").asInt()).isEqualTo(attempts);
        assertThat(line.at("/response/status_code").asInt()).isEqualTo(status);
        assertThat(line.at("/response/body/error/message").asText()).isNotEmpty();
        assertThat(line.at("/error/code").asText()).isNotEmpty();
        assertThat(line.at("/error/message").asText()).isNotEmpty();
    }
}
