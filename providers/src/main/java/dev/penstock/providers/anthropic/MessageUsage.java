package dev.penstock.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Translates the usage of a message. Anthropic's {@code input_tokens} are those that were neither read from its prompt cache nor
 * written to it; OpenAI's {@code prompt_tokens} are all of them. Both count reasoning as output.
 */
final class MessageUsage {
    private static final String INPUT = "input_tokens";
    private static final String OUTPUT = "output_tokens";
    private static final String READ = "cache_read_input_tokens";
    private static final String WRITTEN = "cache_creation_input_tokens";

    private MessageUsage() {}

    /** Returns the usage in OpenAI's format; without figures that Anthropic did not send as numbers. */
    static ObjectNode translate(JsonNode usage) {
        ObjectNode translated = JsonNodeFactory.instance.objectNode();
        JsonNode input = usage.path(INPUT);
        JsonNode output = usage.path(OUTPUT);
        long read = usage.path(READ).asLong(0);
        long written = usage.path(WRITTEN).asLong(0);
        if (input.isNumber()) {
            translated.put("prompt_tokens", input.asLong() + read + written);
        }
        if (output.isNumber()) {
            translated.put("completion_tokens", output.asLong());
        }
        if (input.isNumber() && output.isNumber()) {
            translated.put("total_tokens", input.asLong() + read + written + output.asLong());
        }
        ObjectNode details = translated
                .putObject("prompt_tokens_details")
                .put("cached_tokens", read)
                .put("cache_creation_tokens", written);
        JsonNode hour = usage.at("/cache_creation/ephemeral_1h_input_tokens");
        if (hour.asLong(0) > 0) {
            // Writing for an hour costs more than for five minutes.
            details.putObject("cache_creation_token_details").set("ephemeral_1h_input_tokens", hour);
        }
        translated
                .putObject("completion_tokens_details")
                .put(
                        "reasoning_tokens",
                        usage.at("/output_tokens_details/thinking_tokens").asLong(0));
        return translated;
    }
}
