package dev.penstock.activities.budget;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.contracts.PrintableText;
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
            // Anthropic: fast answers, and a choice of the region, cost a multiple.
            "speed",
            "inference_geo",
            // OpenRouter: other models and additions have prices of their own.
            "models",
            "plugins");

    /** Gemini: a cached context is billed as input; Anthropic: answers of servers are. Both may stand in extra_body. */
    private static final List<String> FIELDS_ANYWHERE = List.of("cached_content", "mcp_servers");

    private static final int NAME_LENGTH = 40;

    private static final Set<String> TOOLS_OF_THE_CALLER = Set.of("", "function", "custom");

    private UnboundedCost() {}

    /** Returns the name of what makes a request's cost unbounded; empty if its tokens are all that costs. */
    static Optional<String> find(JsonNode body) {
        for (String field : FIELDS) {
            if (!isAbsent(body.path(field))) {
                return Optional.of("'" + field + "'");
            }
        }
        for (String field : FIELDS_ANYWHERE) {
            if (!body.findValues(field).stream().allMatch(UnboundedCost::isAbsent)) {
                return Optional.of("'" + field + "'");
            }
        }
        Optional<String> routing = dearerProvider(body.path("provider"));
        if (routing.isPresent()) {
            return routing;
        }
        if (body.path("prompt").isObject()) {
            return Optional.of("a stored 'prompt'");
        }
        for (JsonNode tool : body.path("tools")) {
            String type = tool.path("type").asText("");
            if (!TOOLS_OF_THE_CALLER.contains(type)) {
                return Optional.of("the tool '%s'".formatted(PrintableText.shortened(type, NAME_LENGTH)));
            }
        }
        return inPrompt(body.path("messages")).or(() -> inPrompt(body.path("input")));
    }

    /**
     * Finds what may choose a provider of the model that charges more than its price says. All fields that leave providers out
     * may leave only dear ones, except for a limit of the price; and the cheapest one may be asked for.
     */
    private static Optional<String> dearerProvider(JsonNode provider) {
        if (isAbsent(provider)) {
            return Optional.empty();
        }
        if (!provider.isObject()) {
            return Optional.of("'provider'");
        }
        return provider.properties().stream()
                .filter(field -> !isAbsent(field.getValue()))
                .filter(field -> !field.getKey().equals("max_price"))
                .filter(field -> !field.getKey().equals("sort")
                        || !field.getValue().asText("").equals("price"))
                .findFirst()
                .map(field -> "'provider.%s'".formatted(PrintableText.shortened(field.getKey(), NAME_LENGTH)));
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
