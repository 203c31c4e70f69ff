package dev.penstock.simulator.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.faults.Fault.Quirk;
import dev.penstock.simulator.json.SimulatorJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of {@code /v1/responses} with text in and text out, answered whole or in the few events that clients need.
 *
 * @param json null for an answer that is text
 */
public record ResponsesCall(
        String model,
        String prompt,
        long maxTokens,
        @Nullable WantedJson json,
        boolean stream) implements ModelCall {
    public static ResponsesCall read(JsonNode body) {
        String model = RequestFields.model(body);
        JsonNode input = body.path("input");
        if (!input.isTextual() && (!input.isArray() || input.isEmpty())) {
            throw new InvalidCall("Missing required parameter: 'input'.", "input");
        }
        String prompt = input.isTextual()
                ? input.textValue()
                : RequestFields.text(input.path(input.size() - 1).path("content"));
        long maxTokens = RequestFields.positive(body, "max_output_tokens", Integer.MAX_VALUE);
        WantedJson json = WantedJson.of(body.path("text").path("format"));
        return new ResponsesCall(
                model, prompt, maxTokens, json, body.path("stream").asBoolean(false));
    }

    @Override
    public BilledTokens usage(AnswerOptions options) {
        return chat().usage(options);
    }

    @Override
    public SimulatedResponse reply(AnswerOptions options, Ident ident, @Nullable Quirk quirk) {
        SimulatedAnswer completion = SimulatedAnswer.of(chat(), options).with(quirk);
        BilledTokens usage = chat().usage(completion);
        ObjectNode whole = whole(completion.text(), usage, ident);
        if (!stream) {
            return new SimulatedResponse.Whole(SimulatorJson.bytes(whole), usage);
        }
        List<String> events = new ArrayList<>();
        events.add(event(
                "response.created", events.size(), "response", whole.deepCopy().put("status", "in_progress")));
        String text = completion.text();
        for (int from = 0; from < text.length(); from += CharacterTokenCount.CHARACTERS) {
            String token = text.substring(from, Math.min(text.length(), from + CharacterTokenCount.CHARACTERS));
            events.add(event(
                    "response.output_text.delta",
                    events.size(),
                    "delta",
                    SimulatorJson.object().textNode(token)));
        }
        events.add(event("response.completed", events.size(), "response", whole));
        return new SimulatedResponse.Streamed(events, usage);
    }

    private ObjectNode whole(String text, BilledTokens usage, Ident ident) {
        ObjectNode body = SimulatorJson.object()
                .put("id", ident.id("resp"))
                .put("object", "response")
                .put("created_at", ident.created().getEpochSecond())
                .put("status", "completed")
                .putNull("error")
                .put("model", model);
        ObjectNode message = body.putArray("output")
                .addObject()
                .put("id", ident.id("msg"))
                .put("type", "message")
                .put("status", "completed")
                .put("role", "assistant");
        message.putArray("content")
                .addObject()
                .put("type", "output_text")
                .put("text", text)
                .putArray("annotations");
        ObjectNode used = body.putObject("usage");
        used.put("input_tokens", usage.promptTokens())
                .putObject("input_tokens_details")
                .put("cached_tokens", 0);
        used.put("output_tokens", usage.completionTokens())
                .putObject("output_tokens_details")
                .put("reasoning_tokens", 0);
        used.put("total_tokens", usage.total());
        return body;
    }

    private static String event(String type, int number, String key, JsonNode value) {
        ObjectNode data = SimulatorJson.object().put("type", type).put("sequence_number", number);
        data.set(key, value);
        return "event: %s\ndata: %s\n\n".formatted(type, new String(SimulatorJson.bytes(data), StandardCharsets.UTF_8));
    }

    private ChatCall chat() {
        return new ChatCall(
                model, prompt, CharacterTokenCount.of(prompt), maxTokens, 1, json, ChatCall.StreamMode.WHOLE);
    }
}
