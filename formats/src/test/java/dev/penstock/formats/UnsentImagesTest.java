package dev.penstock.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnsentImagesTest {
    private static final String LINES = """
        {"text":"a","image":""}
        {"text":"b","image":"https://example.com/b.png"}
        {"text":"c"}
        """;

    @Test
    void aLineWithAnImageIsNoLineOfAPipeline() throws IOException {
        assertThat(TestingRead.of("in.jsonl", LINES, stage("Look: {{input.text}}")))
                .satisfiesExactly(
                        sent -> assertThat(sent).startsWith("1 null"),
                        refused -> assertThat(refused)
                                .isEqualTo("2 invalid_request \"image\" is not sent by a pipeline: use --prompt without"
                                        + " stages, write {{input.image}} to send its name as a text, or give the column"
                                        + " another name"),
                        sent -> assertThat(sent).startsWith("3 null"));
    }

    @Test
    void anImageThatAStageNamesIsAText() throws IOException {
        assertThat(TestingRead.of("in.jsonl", LINES, stage("Is {{input.image}} a cat?")))
                .noneMatch(line -> line.contains("invalid_request"));
        assertThat(TestingRead.of("in.jsonl", LINES, stage("Look: {{input}}")))
                .noneMatch(line -> line.contains("invalid_request"));
        String parts = "{\"image\":{\"url\":\"https://example.com/b.png\"}}\n";
        assertThat(TestingRead.of("in.jsonl", parts, stage("Is {{input.image.url}} a cat?")))
                .noneMatch(line -> line.contains("invalid_request"));
    }

    private static BatchSpec stage(String prompt) {
        return BatchSpec.of("/in").with(SpecKey.STAGES, List.of(Map.of("name", "look", "prompt", prompt)));
    }
}
