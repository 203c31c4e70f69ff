package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.starter.BatchSchema;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The main job. */
@OwnTemporal
final class RunIT extends PenstockTestCase {
    @Test
    void aFileOfPromptsBecomesAFileOfAnswersAndIsPaidForOnce() throws IOException {
        TestingInput input = input(200);

        Ended first = penstock.run("run", input.path(), "--json").expectExit(0);

        ResultFile.assertWhole(input);
        assertThat(ResultFile.at(input.results()).answers()).hasSize(200).doesNotContain("");
        assertThat(input.errors()).isEmptyFile();
        assertSummary(first.json());
        assertThat(books.calls()).isEqualTo(200);

        Ended again = penstock.run("run", input.path(), "--json").expectExit(0);

        again.expectSaid("nothing is paid again");
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(books.calls()).isEqualTo(200);

        Ended asked = penstock.run("status", first.json().path("id").asText(), "--json")
                .expectExit(0);
        assertThat(asked.json().path("completed").asInt()).isEqualTo(200);
        assertThat(asked.err()).as("what a finished batch needs no server for").isEmpty();
        Ended listed = penstock.run("list", "--json").expectExit(0).expectSaid("no Temporal server is running");
        assertThat(listed.json().path(0).path("status").asText()).isEqualTo("completed");

        Ended anew = penstock.run("run", input.path(), "--json", "--again").expectExit(0);

        assertThat(anew.json().path("id").asText())
                .isNotEqualTo(first.json().path("id").asText());
        assertThat(books.calls()).isEqualTo(400);
        ResultFile.assertWhole(input);
    }

    private static void assertSummary(JsonNode summary) {
        BatchSchema.assertHolds(summary);
        assertThat(summary.path("status").asText()).isEqualTo("completed");
        assertThat(summary.path("completed").asInt()).isEqualTo(200);
        assertThat(summary.path("failed").asInt()).isZero();
        assertThat(summary.path("possibly_paid_twice").asInt()).isZero();
        assertThat(summary.path("cost_usd").isNumber()).isTrue();
    }
}
