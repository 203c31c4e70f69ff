package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Results and progress while a batch runs, and batches of plain prompts. */
final class LiveResultsIT extends PenstockTestCase {
    private static final int REQUESTS = 200;

    private Api api;

    @BeforeEach
    void serve() {
        answersTake("100ms");
        api = Api.serve(penstock, "--concurrency", "4");
    }

    @Test
    void resultsComeAsTheyCompleteUntilTheEnd() throws Exception {
        TestingInput input = input(REQUESTS);
        String batch = api.create(api.upload(Files.readString(input.file())), "");

        Set<String> seen = new HashSet<>();
        boolean early = false;
        try (BufferedReader lines = reader("/v1/batches/" + batch + "/results?follow=true")) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                seen.add(ResultFile.of(line).customIds().getFirst());
                early |= seen.size() == 1 && books.calls() < REQUESTS;
            }
        }

        assertThat(early).as("the first result came before the last call").isTrue();
        assertThat(seen).containsExactlyInAnyOrderElementsOf(input.customIds());
        assertThat(api.get("/v1/batches/" + batch).path("status").asText()).isEqualTo("completed");
    }

    @Test
    void whoeverHangsUpDoesNotStopTheBatch() throws Exception {
        String batch = api.create(api.upload(Files.readString(input(REQUESTS).file())), "");
        try (InputStream results = api.open("/v1/batches/" + batch + "/results?follow=true")) {
            assertThat(results.read()).isEqualTo('{');
        }
        try (InputStream events = api.open("/batch/" + batch + "/events")) {
            assertThat(events.read()).isPositive();
        }

        api.awaitStatus(batch, "completed");
        assertThat(api.process().err()).doesNotContain("ERROR");
    }

    @Test
    void promptsBecomeABatchWithProgressEventsAndAnswers() throws Exception {
        String prompts = String.join(
                ",",
                IntStream.range(0, 40)
                        .mapToObj("\"What is %d plus one?\""::formatted)
                        .toList());
        String id = api.post(
                        "/batch", "{\"model\":\"gpt-4o-mini\",\"max_tokens\":20,\"prompts\":[%s]}".formatted(prompts))
                .path("id")
                .asText();

        String events;
        try (BufferedReader reader = reader("/batch/" + id + "/events")) {
            events = String.join("\n", reader.lines().toList());
        }
        JsonNode batch = api.get("/batch/" + id);

        assertThat(events).contains("event: progress", "event: end", "\"status\":\"completed\"");
        assertThat(batch.path("completed").asInt()).isEqualTo(40);
        assertThat(batch.path("results")).hasSize(40);
        assertThat(batch.at("/results/39/custom_id").asText()).isEqualTo("request-40");
        assertThat(batch.at("/results/39/response/body/choices/0/message/content")
                        .asText())
                .contains("39");
        assertThat(api.get("/batch/" + id + "?results=false").has("results")).isFalse();
    }

    private BufferedReader reader(String path) throws IOException, InterruptedException {
        return new BufferedReader(new InputStreamReader(api.open(path), StandardCharsets.UTF_8));
    }
}
