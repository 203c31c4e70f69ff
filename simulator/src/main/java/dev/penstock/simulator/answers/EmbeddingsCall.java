package dev.penstock.simulator.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.faults.Fault.Quirk;
import dev.penstock.simulator.json.SimulatorJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call of {@code /v1/embeddings}. */
public record EmbeddingsCall(String model, List<String> inputs, int dimensions, boolean base64) implements ModelCall {
    private static final int USUAL_DIMENSIONS = 64;
    private static final int MOST_DIMENSIONS = 3072;

    public EmbeddingsCall {
        inputs = List.copyOf(inputs);
    }

    public static EmbeddingsCall read(JsonNode body) {
        String model = RequestFields.model(body);
        List<String> inputs = RequestFields.texts(body.path("input"));
        int dimensions = (int) Math.min(MOST_DIMENSIONS, RequestFields.positive(body, "dimensions", USUAL_DIMENSIONS));
        boolean base64 = body.path("encoding_format").asText("").equals("base64");
        return new EmbeddingsCall(model, inputs, dimensions, base64);
    }

    @Override
    public String prompt() {
        return String.join("\n", inputs);
    }

    @Override
    public BilledTokens usage(AnswerOptions options) {
        return new BilledTokens(
                inputs.stream().mapToLong(CharacterTokenCount::of).sum(), 0);
    }

    @Override
    public SimulatedResponse reply(AnswerOptions options, Ident ident, @Nullable Quirk quirk) {
        ObjectNode body = SimulatorJson.object().put("object", "list").put("model", model);
        ArrayNode data = body.putArray("data");
        for (int index = 0; index < inputs.size(); index++) {
            ObjectNode embedding = data.addObject().put("object", "embedding").put("index", index);
            EmbeddingVector vector = EmbeddingVector.of(inputs.get(index), dimensions);
            embedding.set("embedding", base64 ? vector.base64() : vector.floats());
        }
        BilledTokens usage = usage(options);
        body.set("usage", usage.embeddings());
        return new SimulatedResponse.Whole(SimulatorJson.bytes(body), usage);
    }
}
