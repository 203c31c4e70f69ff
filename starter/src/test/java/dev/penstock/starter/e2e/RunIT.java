package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
        Ended listed = penstock.run("list", "--json").expectExit(0).expectSaid("no Temporal runs here");
        assertThat(listed.json().path(0).path("status").asText()).isEqualTo("completed");

        Ended anew = penstock.run("run", input.path(), "--json", "--again").expectExit(0);

        assertThat(anew.json().path("id").asText())
                .isNotEqualTo(first.json().path("id").asText());
        assertThat(books.calls()).isEqualTo(400);
        ResultFile.assertWhole(input);
    }

    private static void assertSummary(JsonNode summary) {
        assertThat(names(summary))
                .containsExactlyInAnyOrder(
                        "id",
                        "status",
                        "total",
                        "completed",
                        "failed",
                        "wall_s",
                        "requests_per_s",
                        "latency_ms",
                        "usage",
                        "cost_usd",
                        "throttled",
                        "retries",
                        "possibly_paid_twice",
                        "output",
                        "errors",
                        "from_cache",
                        "duplicates");
        assertThat(names(summary.path("latency_ms"))).containsExactlyInAnyOrder("p50", "p99");
        assertThat(names(summary.path("usage"))).containsExactlyInAnyOrder("input_tokens", "output_tokens");
        assertThat(summary.path("status").asText()).isEqualTo("completed");
        assertThat(summary.path("completed").asInt()).isEqualTo(200);
        assertThat(summary.path("failed").asInt()).isZero();
        assertThat(summary.path("possibly_paid_twice").asInt()).isZero();
        assertThat(summary.path("cost_usd").isNumber()).isTrue();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
