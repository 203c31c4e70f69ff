package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A file of result lines, as users get it. */
record ResultFile(List<JsonNode> lines) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static ResultFile at(Path file) throws IOException {
        return of(Files.readString(file));
    }

    static ResultFile of(String text) {
        return new ResultFile(text.lines().map(ResultFile::parsed).toList());
    }

    /** Every request exactly once over the two files, in the order of the input. */
    static void assertWhole(TestingInput input) throws IOException {
        List<String> answered = at(input.results()).customIds();
        List<String> failed = at(input.errors()).customIds();
        assertThat(Stream.concat(answered.stream(), failed.stream()))
                .containsExactlyInAnyOrderElementsOf(input.customIds());
        assertThat(answered).containsExactlyElementsOf(without(input.customIds(), failed));
        assertThat(failed).containsExactlyElementsOf(without(input.customIds(), answered));
    }

    List<String> customIds() {
        return lines.stream().map(line -> line.path("custom_id").asText()).toList();
    }

    List<String> answers() {
        return lines.stream()
                .map(line -> line.at("/response/body/choices/0/message/content").asText())
                .toList();
    }

    JsonNode line(String customId) {
        return lines.stream()
                .filter(line -> line.path("custom_id").asText().equals(customId))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line for " + customId));
    }

    private static List<String> without(List<String> all, List<String> others) {
        Set<String> left = Set.copyOf(others);
        return all.stream().filter(id -> !left.contains(id)).toList();
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + line, e);
        }
    }
}
