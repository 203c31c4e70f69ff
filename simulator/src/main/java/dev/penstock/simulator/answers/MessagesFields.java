package dev.penstock.simulator.answers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/**
 * Refuses what Anthropic refuses, in its words. That fields are named in front and unknown ones are refused is seen in its responses
 * ("max_tokens: Field required", "seed: Extra inputs are not permitted"); the fields are those of the official SDK's
 * {@code MessageCreateParams}, and the sampling parameters that older models take.
 */
final class MessagesFields {
    private static final Set<String> KNOWN = Set.of(
            "model",
            "messages",
            "max_tokens",
            "system",
            "stream",
            "stop_sequences",
            "temperature",
            "top_p",
            "top_k",
            "metadata",
            "tools",
            "tool_choice",
            "thinking",
            "output_config",
            "cache_control",
            "service_tier",
            "container",
            "inference_geo",
            "speed",
            "diagnostics");

    private static final Set<String> ROLES = Set.of("user", "assistant");

    private MessagesFields() {}

    static void check(JsonNode body) {
        if (!body.isObject()) {
            throw new InvalidCall("The request body is not valid JSON", null);
        }
        for (String required : new String[] {"model", "max_tokens", "messages"}) {
            if (!body.hasNonNull(required)) {
                throw new InvalidCall(required + ": Field required", null);
            }
        }
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (!KNOWN.contains(field.getKey())) {
                throw new InvalidCall(field.getKey() + ": Extra inputs are not permitted", null);
            }
        }
        // 0 only warms the cache, by the SDK's words for maxTokens.
        if (body.path("max_tokens").asLong(-1) < 0) {
            throw new InvalidCall("max_tokens: Input should be greater than or equal to 0", null);
        }
        double temperature = body.path("temperature").asDouble(0);
        if (temperature < 0 || temperature > 1) {
            throw new InvalidCall("temperature: range: 0..1", null);
        }
        long budget = body.at("/thinking/budget_tokens").asLong(0);
        if (body.at("/thinking/type").asText("").equals("enabled")
                && (budget < 1024 || budget >= body.path("max_tokens").asLong())) {
            throw new InvalidCall("`max_tokens` must be greater than `thinking.budget_tokens`", null);
        }
        messages(body.path("messages"));
    }

    private static void messages(JsonNode messages) {
        if (messages.isEmpty()) {
            throw new InvalidCall("messages: at least one message is required", null);
        }
        for (int i = 0; i < messages.size(); i++) {
            JsonNode message = messages.get(i);
            if (!ROLES.contains(message.path("role").asText(""))) {
                throw new InvalidCall("messages.%d.role: Input should be 'user' or 'assistant'".formatted(i), null);
            }
            for (JsonNode block : message.path("content")) {
                if (block.path("type").asText("").equals("text")
                        && block.path("text").asText("").isEmpty()) {
                    throw new InvalidCall("messages: text content blocks must be non-empty", null);
                }
            }
        }
    }
}
