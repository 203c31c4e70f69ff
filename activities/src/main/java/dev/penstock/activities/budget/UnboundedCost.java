package dev.penstock.activities.budget;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what makes a provider charge for more than a request's own tokens at its model's price: stored conversations, hosted
 * tools, audio, other models. No worst case holds for such a request.
 */
final class UnboundedCost {
    private static final List<String> FIELDS = List.of(
            // /v1/responses: what is stored at the provider is billed as input.
            "previous_response_id",
            "conversation",
            // /v1/chat/completions: rejected predictions are billed as output, searches by the call.
            "prediction",
            "audio",
            "web_search_options",
            "search_parameters",
            // OpenRouter: other models, other providers of a model, and additions have prices of their own.
            "models",
            "provider",
            "plugins");

    private static final Set<String> TOOLS_OF_THE_CALLER = Set.of("", "function", "custom");

    private UnboundedCost() {}

    /** Returns the name of what makes a request's cost unbounded; empty if its tokens are all that costs. */
    static Optional<String> find(JsonNode body) {
        for (String field : FIELDS) {
            if (!isAbsent(body.path(field))) {
                return Optional.of("'" + field + "'");
            }
        }
        if (body.path("prompt").isObject()) {
            return Optional.of("a stored 'prompt'");
        }
        for (JsonNode tool : body.path("tools")) {
            String type = tool.path("type").asText("");
            if (!TOOLS_OF_THE_CALLER.contains(type)) {
                return Optional.of("the tool '%s'".formatted(type.length() > 40 ? type.substring(0, 40) : type));
            }
        }
        return inPrompt(body.path("messages")).or(() -> inPrompt(body.path("input")));
    }

    private static boolean isAbsent(JsonNode field) {
        return field.isMissingNode() || field.isNull() || (field.isContainerNode() && field.isEmpty());
    }

    private static Optional<String> inPrompt(JsonNode node) {
        if (node.isObject()) {
            String type = node.path("type").asText("");
            if (type.equals("item_reference") || node.has("input_audio") || node.has("audio_url")) {
                return Optional.of(type.equals("item_reference") ? "an item_reference" : "audio");
            }
        }
        for (JsonNode child : node) {
            Optional<String> found = child.isContainerNode() ? inPrompt(child) : Optional.empty();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
