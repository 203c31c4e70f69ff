package dev.penstock.starter.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A file of requests in the format of OpenAI's Batch API, and their custom_ids in order. */
record TestingInput(Path file, List<String> customIds) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** So many plain questions, each another. */
    static TestingInput of(Path file, int requests) throws IOException {
        return of(
                file,
                IntStream.range(0, requests)
                        .mapToObj("What is %d plus one?"::formatted)
                        .toArray(String[]::new));
    }

    static TestingInput of(Path file, String... prompts) throws IOException {
        List<String> ids = IntStream.rangeClosed(1, prompts.length)
                .mapToObj("request-%d"::formatted)
                .toList();
        Files.write(
                file,
                IntStream.range(0, prompts.length)
                        .mapToObj(i -> line(ids.get(i), prompts[i]))
                        .toList());
        return new TestingInput(file, ids);
    }

    static String line(String customId, String prompt) {
        try {
            return JSON.writeValueAsString(Map.of(
                    "custom_id",
                    customId,
                    "method",
                    "POST",
                    "url",
                    "/v1/chat/completions",
                    "body",
                    Map.of("model", "gpt-4o-mini", "messages", List.of(Map.of("role", "user", "content", prompt)))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    String path() {
        return file.toString();
    }

    /** The text of each request, by its custom_id. */
    Map<String, String> prompts() throws IOException {
        Map<String, String> prompts = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode request = JSON.readTree(line);
            prompts.put(
                    request.path("custom_id").asText(),
                    request.at("/body/messages/0/content").asText());
        }
        return prompts;
    }

    Path results() {
        return file.resolveSibling(stem() + ".results.jsonl");
    }

    Path errors() {
        return file.resolveSibling(stem() + ".errors.jsonl");
    }

    private String stem() {
        return String.valueOf(file.getFileName()).replace(".jsonl", "");
    }
}
