package dev.penstock.simulator.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.faults.Fault.Quirk;
import dev.penstock.simulator.json.SimulatorJson;
import org.jspecify.annotations.Nullable;

/** A call of {@code /v1/images/generations}: each image is a single transparent pixel. */
public record ImagesCall(String model, String prompt, int images) implements ModelCall {
    private static final int MOST_IMAGES = 10;
    /** The tokens of a square image of low quality, as OpenAI documents for gpt-image-1. */
    private static final int TOKENS = 272;

    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

    public static ImagesCall read(JsonNode body) {
        String prompt = body.path("prompt").asText("");
        if (prompt.isEmpty()) {
            throw new InvalidCall("Missing required parameter: 'prompt'.", "prompt");
        }
        return new ImagesCall(
                RequestFields.model(body), prompt, (int) Math.min(MOST_IMAGES, RequestFields.positive(body, "n", 1)));
    }

    @Override
    public BilledTokens usage(AnswerOptions options) {
        return new BilledTokens(CharacterTokenCount.of(prompt), (long) images * TOKENS);
    }

    @Override
    public SimulatedResponse reply(AnswerOptions options, Ident ident, @Nullable Quirk quirk) {
        ObjectNode body = SimulatorJson.object().put("created", ident.created().getEpochSecond());
        ArrayNode data = body.putArray("data");
        for (int index = 0; index < images; index++) {
            data.addObject().put("b64_json", PIXEL);
        }
        BilledTokens usage = usage(options);
        body.putObject("usage")
                .put("input_tokens", usage.promptTokens())
                .put("output_tokens", usage.completionTokens())
                .put("total_tokens", usage.total());
        return new SimulatedResponse.Whole(SimulatorJson.bytes(body), usage);
    }
}
