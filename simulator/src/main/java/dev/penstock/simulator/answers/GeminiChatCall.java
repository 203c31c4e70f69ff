package dev.penstock.simulator.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.faults.Fault.Quirk;
import dev.penstock.simulator.json.SimulatorJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chat at Gemini's endpoint with OpenAI's API. Models may be named as resources, {@code models/gemini-2.5-flash}; a field that the
 * endpoint does not know is an error, where OpenAI ignores it; and the tokens of the model's thoughts, which it has unless
 * {@code reasoning_effort} is {@code none} (ai.google.dev/gemini-api/docs/openai, "Thinking"), are in {@code total_tokens}
 * only (Clarifai/clarifai-python#978).
 *
 * @param thoughts the tokens of the thoughts
 */
public record GeminiChatCall(ChatCall chat, long thoughts) implements ModelCall {
    public static final long THINKING_TOKENS = 5;

    private static final String MODELS = "models/";

    /** Fields of OpenAI's that users report as refused. */
    private static final List<String> UNKNOWN = List.of("logit_bias", "logprobs", "top_logprobs", "metadata");

    public static GeminiChatCall read(JsonNode body) {
        for (String field : UNKNOWN) {
            if (body.has(field)) {
                throw unknown(field);
            }
        }
        boolean thinks = !body.path("reasoning_effort").asText("").equals("none");
        return new GeminiChatCall(ChatCall.read(withPlainModel(body)), thinks ? THINKING_TOKENS : 0);
    }

    public static EmbeddingsCall embeddings(JsonNode body) {
        return EmbeddingsCall.read(withPlainModel(body));
    }

    /** Returns the error for a field that the endpoint does not know. */
    public static InvalidCall unknown(String field) {
        return new InvalidCall(
                "Invalid JSON payload received. Unknown name \"%s\": Cannot find field.".formatted(field), null);
    }

    @Override
    public String model() {
        return chat.model();
    }

    @Override
    public String prompt() {
        return chat.prompt();
    }

    @Override
    public BilledTokens usage(AnswerOptions options) {
        return withThoughts(chat.usage(options));
    }

    @Override
    public SimulatedResponse reply(AnswerOptions options, Ident ident, @Nullable Quirk quirk) {
        return switch (chat.reply(options, ident, quirk)) {
            case SimulatedResponse.Whole whole ->
                new SimulatedResponse.Whole(
                        SimulatorJson.bytes(rewritten(new String(whole.body(), StandardCharsets.UTF_8))),
                        withThoughts(whole.usage()));
            case SimulatedResponse.Streamed streamed ->
                new SimulatedResponse.Streamed(
                        streamed.events().stream().map(this::event).toList(), withThoughts(streamed.usage()));
        };
    }

    private BilledTokens withThoughts(BilledTokens answer) {
        return new BilledTokens(answer.promptTokens(), answer.completionTokens() + thoughts);
    }

    private String event(String event) {
        String data = event.substring("data: ".length()).strip();
        return data.startsWith("{") ? "data: " + rewritten(data) + "\n\n" : event;
    }

    private ObjectNode rewritten(String json) {
        try {
            ObjectNode body = (ObjectNode) SimulatorJson.MAPPER.readTree(json);
            body.remove("system_fingerprint");
            if (body.path("usage") instanceof ObjectNode usage) {
                usage.remove(List.of("prompt_tokens_details", "completion_tokens_details"));
                usage.put("total_tokens", usage.path("total_tokens").asLong() + thoughts);
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode withPlainModel(JsonNode body) {
        String model = body.path("model").asText("");
        return body.isObject() && model.startsWith(MODELS)
                ? ((ObjectNode) body.deepCopy()).put("model", model.substring(MODELS.length()))
                : body;
    }
}
