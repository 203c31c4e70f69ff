package dev.penstock.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a line says counts, options fill what it leaves open, and what is not used is said. */
final class OptionsAndLinesTest {
    private static final BatchSpec SPEC = BatchSpec.of("file:///in");

    @Test
    void whatALineSaysPrecedesTheOptions() throws IOException {
        BatchSpec options = SPEC.with(SpecKey.MODEL, "m")
                .with(SpecKey.MAX_TOKENS, 100)
                .with(SpecKey.SYSTEM, "Be brief.")
                .with(SpecKey.TEMPERATURE, 0.5);

        assertThat(bodies("{\"prompt\":\"hi\",\"model\":\"other\",\"max_tokens\":7,\"top_p\":0.1}\n", options))
                .containsExactly(
                        "{\"model\":\"other\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                                + "{\"role\":\"user\",\"content\":\"hi\"}],\"max_tokens\":7,\"temperature\":0.5,\"top_p\":0.1}");
        assertThat(bodies("{\"prompt\":\"hi\",\"system\":\"Sing.\",\"temperature\":0}\n", options))
                .containsExactly("{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Sing.\"},"
                        + "{\"role\":\"user\",\"content\":\"hi\"}],\"max_tokens\":100,\"temperature\":0}");
    }

    @Test
    void whatABodyLeavesNullIsFilledOnce() throws IOException {
        assertThat(bodies(
                        "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"temperature\":null,\"max_tokens\":null}\n",
                        SPEC.with(SpecKey.MAX_TOKENS, 100).with(SpecKey.TEMPERATURE, 0.5)))
                .containsExactly(
                        "{\"max_tokens\":100,\"temperature\":0.5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
    }

    @Test
    void aTableNamesParametersInColumns() throws IOException {
        String table = "prompt,model,max_tokens\nhi,other,7\nho,,\nha,,many\n";

        assertThat(TestingRead.of("in.csv", table, SPEC.with(SpecKey.MODEL, "m")))
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"model\":\"other\"", "\"max_tokens\":7"),
                        second -> assertThat(second).contains("\"model\":\"m\"").doesNotContain("max_tokens"),
                        third -> assertThat(third).contains("invalid_request \"max_tokens\" must be a number"));
    }

    @Test
    void optionsFillWhatABodyLeavesOpenAndTheRestStaysByteForByte() throws IOException {
        BatchSpec options = SPEC.with(SpecKey.MAX_TOKENS, 100)
                .with(SpecKey.SYSTEM, "Be brief.")
                .with(SpecKey.TEMPERATURE, 0.5);
        String body = "{ \"x\": 1.00, \"messages\":[ {\"role\":\"user\",\"content\":\"hi\"}], \"temperature\":1}";

        assertThat(bodies("{\"custom_id\":\"a\",\"url\":\"/v1/chat/completions\",\"body\":" + body + "}\n", options))
                .containsExactly("{\"max_tokens\":100, \"x\": 1.00, \"messages\":[{\"role\":\"system\",\"content\":"
                        + "\"Be brief.\"}, {\"role\":\"user\",\"content\":\"hi\"}], \"temperature\":1}");
        assertThat(bodies(body + "\n", options).getFirst()).startsWith("{\"max_tokens\":100, \"x\": 1.00");
        assertThat(bodies(body + "\n", SPEC)).containsExactly(body);
        assertThat(bodies(
                        "{\"custom_id\":\"a\",\"url\":\"/v1/responses\",\"body\":{\"model\":\"m\",\"input\":\"hi\"}}\n",
                        options))
                .containsExactly("{\"max_output_tokens\":100,\"temperature\":0.5,\"instructions\":\"Be"
                        + " brief.\",\"model\":\"m\",\"input\":\"hi\"}");
        assertThat(bodies(
                        "{\"messages\":[{\"role\":\"developer\",\"content\":\"x\"}],\"max_completion_tokens\":5,\"temperature\":0}\n",
                        options))
                .containsExactly(
                        "{\"messages\":[{\"role\":\"developer\",\"content\":\"x\"}],\"max_completion_tokens\":5,\"temperature\":0}");
    }

    @Test
    void aSchemaIsTheFormatOfBodiesThatNameNone() throws IOException {
        BatchSpec schema = SPEC.with(SpecKey.SCHEMA, Map.of("type", "object"));
        String format = "{\"name\":\"answer\",\"strict\":true,\"schema\":{\"type\":\"object\"}}";
        String chat = "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":" + format + "}";
        String responses = "\"format\":{\"type\":\"json_schema\"," + format.substring(1);
        String body = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

        assertThat(bodies("{\"prompt\":\"hi\"}\n", schema)).containsExactly("{" + body + "," + chat + "}");
        assertThat(bodies("{" + body + "}\n", schema)).containsExactly("{" + chat + "," + body + "}");
        assertThat(bodies(request("/v1/responses", "\"input\":\"hi\""), schema))
                .containsExactly("{\"text\":{" + responses + "},\"input\":\"hi\"}");
        assertThat(bodies(request("/v1/responses", "\"input\":\"hi\",\"text\":{\"verbosity\":\"low\"}"), schema))
                .containsExactly("{\"text\":{\"verbosity\":\"low\"," + responses + "},\"input\":\"hi\"}");
        assertThat(remarks(request("/v1/embeddings", "\"input\":\"hi\""), schema))
                .containsExactly("--schema: not sent, because requests to /v1/embeddings have no such option");
    }

    @Test
    void theFormatThatALineNamesPrecedesTheSchema() throws IOException {
        BatchSpec schema = SPEC.with(SpecKey.SCHEMA, Map.of("type", "object"));
        String messages = "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";
        String own = messages + ",\"response_format\":{\"type\":\"text\"}}";
        String text = "\"input\":\"hi\",\"text\":{\"format\":{\"type\":\"text\"}}";

        assertThat(bodies(own + "\n", schema)).containsExactly(own);
        assertThat(bodies(request("/v1/responses", text), schema)).containsExactly("{" + text + "}");
        assertThat(bodies("{\"prompt\":\"hi\",\"response_format\":\"text\"}\n", schema))
                .containsExactly(messages + "}");
        assertThat(bodies("{\"prompt\":\"hi\",\"response_format\":\"json\"}\n", schema))
                .containsExactly(messages + ",\"response_format\":{\"type\":\"json_object\"}}");
    }

    @Test
    void aGuardAgainstCostNeverVanishesSilently() throws IOException {
        BatchSpec guarded = SPEC.with(SpecKey.MAX_TOKENS, 100);

        assertThat(remarks("{\"prompt\":\"a\"}\n{\"prompt\":\"b\",\"max_tokens\":5000}\n", guarded))
                .singleElement()
                .asString()
                .startsWith("line 2 allows 5000 tokens itself, so --max-tokens 100 is not its limit");
        assertThat(remarks("{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"max_tokens\":5000}\n", guarded))
                .singleElement()
                .asString()
                .contains("--max-tokens 100 is not its limit");
        assertThat(remarks("{\"prompt\":\"b\",\"max_tokens\":50}\n", guarded)).isEmpty();
    }

    @Test
    void fieldsThatATemplateDoesNotSendAreNamed() throws IOException {
        BatchSpec template = SPEC.with(SpecKey.PROMPT, "{{text}}").with(SpecKey.MODEL, "m");
        String line = "{\"text\":\"a\",\"model\":\"Corolla\",\"max_tokens\":7}\n";

        assertThat(remarks(line, template))
                .singleElement()
                .asString()
                .startsWith("the lines' max_tokens, model: not sent");
        assertThat(bodies(line, template).getFirst()).doesNotContain("Corolla");
        assertThat(remarks(line, SPEC.with(SpecKey.PROMPT, "{{text}} {{model}} {{max_tokens}}")))
                .isEmpty();
    }

    @Test
    void parametersUnderNamesThatAPromptsLineDoesNotHaveAreNamed() throws IOException {
        BatchSpec spec = SPEC.with(SpecKey.MODEL, "m");

        assertThat(remarks("{\"prompt\":\"a\",\"maxTokens\":7,\"top_k\":5,\"label\":\"x\",\"top_p\":1}\n", spec))
                .singleElement()
                .asString()
                .startsWith(
                        "the lines' maxTokens, top_k: not sent; a line with a prompt can name frequency_penalty, max_");
        assertThat(remarks("{\"prompt\":\"a\",\"max_tokens\":7,\"label\":\"x\",\"max_output_tokens\":null}\n", spec))
                .isEmpty();
    }

    @Test
    void anOptionThatAnEndpointDoesNotHaveIsNamed() throws IOException {
        String line = "{\"custom_id\":\"a\",\"url\":\"/v1/embeddings\",\"body\":{\"model\":\"m\",\"input\":\"hi\"}}\n";

        assertThat(remarks(line, SPEC.with(SpecKey.SYSTEM, "Be brief.")))
                .containsExactly("--system: not sent, because requests to /v1/embeddings have no such option");
    }

    private static String request(String url, String members) {
        return "{\"custom_id\":\"a\",\"url\":\"%s\",\"body\":{%s}}\n".formatted(url, members);
    }

    private static List<String> bodies(String lines, BatchSpec spec) throws IOException {
        List<String> bodies = new ArrayList<>();
        try (InputReader reader = open(lines, spec)) {
            for (InputLine line = reader.next(); line != null; line = reader.next()) {
                bodies.add(
                        line instanceof InputLine.Readable request && request.body() != null
                                ? new String(request.body(), UTF_8)
                                : line.toString());
            }
        }
        return bodies;
    }

    private static List<String> remarks(String lines, BatchSpec spec) throws IOException {
        try (InputReader reader = open(lines, spec)) {
            while (reader.next() != null) {}
            return reader.remarks();
        }
    }

    private static InputReader open(String lines, BatchSpec spec) throws IOException {
        return InputReaders.open(
                new ByteArrayInputStream(lines.getBytes(UTF_8)), new InputSource(Path.of("/in.jsonl")), spec);
    }
}
