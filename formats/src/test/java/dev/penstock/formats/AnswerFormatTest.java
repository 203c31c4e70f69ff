package dev.penstock.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.store.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class AnswerFormatTest {
    private static final String SCHEMA = "{\"type\":\"object\",\"properties\":{\"n\":{\"maximum\":1.5}}}";

    @Test
    void aBatchsSchemaIsFoundAgainInTheBodiesThatCarryIt() throws IOException {
        BatchSpec spec = Json.MAPPER.readValue("{\"schema\":%s}".formatted(SCHEMA), BatchSpec.class);
        AnswerFormat format = AnswerFormat.of(spec).orElseThrow();
        ObjectNode chat = Json.MAPPER.createObjectNode().set("response_format", format.ofChat());
        ObjectNode responses = Json.MAPPER.createObjectNode();
        responses.putObject("text").set("format", format.ofResponses());

        assertThat(AnswerFormat.batchSchemaIn(chat)).contains(Json.MAPPER.readTree(SCHEMA));
        assertThat(AnswerFormat.batchSchemaIn(responses)).contains(Json.MAPPER.readTree(SCHEMA));
        assertThat(AnswerFormat.batchSchemaIn(Json.MAPPER.createObjectNode())).isEmpty();
    }
}
