package dev.penstock.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/** Translates a message of Anthropic's into a chat completion in OpenAI's format. */
final class ChatAnswer {
    /**
     * OpenAI's names for the tiers in which Anthropic answers; of batches there is none. Anthropic's priority is capacity that is
     * paid in advance, which OpenAI calls scale; OpenAI's priority costs more.
     */
    private static final Map<String, String> TIERS = Map.of("standard", "default", "priority", "scale");

    private ChatAnswer() {}

    static ObjectNode translate(JsonNode message, Instant now) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("id", message.path("id"));
        answer.put("object", "chat.completion").put("created", now.getEpochSecond());
        answer.set("model", message.path("model"));
        ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
        message(message, choice.putObject("message").put("role", "assistant"));
        choice.putNull("logprobs");
        choice.put("finish_reason", FinishReason.of(message.path("stop_reason").asText("")));
        answer.set("usage", MessageUsage.translate(message.path("usage")));
        String tier = TIERS.get(message.at("/usage/service_tier").asText(""));
        if (tier != null) {
            answer.put("service_tier", tier);
        }
        return answer;
    }

    private static void message(JsonNode message, ObjectNode to) {
        StringBuilder text = new StringBuilder();
        StringBuilder reasoning = new StringBuilder();
        ArrayNode calls = ChatRequest.array();
        for (JsonNode block : message.path("content")) {
            switch (block.path("type").asText("")) {
                case "text" -> text.append(block.path("text").asText(""));
                case "thinking" -> reasoning.append(block.path("thinking").asText(""));
                case "tool_use" -> calls.add(call(block));
                default -> {
                    // Redacted reasoning and traces of Anthropic's own tools: OpenAI's format has no place for them.
                }
            }
        }
        if (text.isEmpty()) {
            to.putNull("content");
        } else {
            to.put("content", text.toString());
        }
        JsonNode refusal = message.at("/stop_details/explanation");
        to.set("refusal", refusal.isTextual() ? refusal : to.nullNode());
        if (!reasoning.isEmpty()) {
            to.put("reasoning_content", reasoning.toString());
        }
        if (!calls.isEmpty()) {
            to.set("tool_calls", calls);
        }
    }

    private static ObjectNode call(JsonNode block) {
        ObjectNode call = JsonNodeFactory.instance.objectNode();
        call.set("id", block.path("id"));
        call.put("type", "function");
        ObjectNode function = call.putObject("function");
        function.set("name", block.path("name"));
        function.put("arguments", block.path("input").toString());
        return call;
    }
}
