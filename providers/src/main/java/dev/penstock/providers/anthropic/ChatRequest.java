package dev.penstock.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.wire.UntranslatableRequestException;

/**
 * Translates a chat in OpenAI's format into a request of Anthropic's Messages API (platform.claude.com/docs/en/api/messages, and
 * the types of the official SDK).
 */
final class ChatRequest {
    /** The longest answer of a request that names no limit, which Anthropic requires: every model may write as much. */
    static final int DEFAULT_MAX_TOKENS = 4096;

    private static final double HIGHEST_TEMPERATURE = 1;

    private ChatRequest() {}

    /**
     * @throws UntranslatableRequestException for what Anthropic has no word for
     */
    static ObjectNode translate(ObjectNode chat) {
        ChatFields.check(chat);
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.set("model", chat.path("model"));
        JsonNode longest =
                chat.hasNonNull("max_completion_tokens") ? chat.path("max_completion_tokens") : chat.path("max_tokens");
        if (longest.isMissingNode() || longest.isNull()) {
            message.put("max_tokens", DEFAULT_MAX_TOKENS);
        } else {
            message.set("max_tokens", longest);
        }
        ChatMessages.translate(chat.path("messages"), message);
        sampling(chat, message);
        ChatTools.translate(chat, message);
        ResponseFormat.translate(chat.path("response_format"), message);
        ReasoningEffort.translate(chat, message);
        user(chat, message);
        return message;
    }

    private static void sampling(ObjectNode chat, ObjectNode message) {
        JsonNode temperature = chat.path("temperature");
        if (temperature.isNumber() && temperature.doubleValue() > HIGHEST_TEMPERATURE) {
            throw new UntranslatableRequestException(
                    "temperature", "temperature must be from 0 to 1 at Anthropic, not " + temperature);
        }
        copy(chat, "temperature", message, "temperature");
        topP(chat, message);
        copy(chat, "top_k", message, "top_k");
        JsonNode stop = chat.path("stop");
        if (stop.isTextual()) {
            message.putArray("stop_sequences").add(stop);
        } else if (stop.isArray() && !stop.isEmpty()) {
            message.set("stop_sequences", stop);
        }
        if (chat.path("service_tier").asText("").equals("default")) {
            // OpenAI's "default" means the standard tier; "auto" is the default of both.
            message.put("service_tier", "standard_only");
        }
    }

    /** Copies top_p where it says something: Anthropic's models take it or a temperature, not both. */
    private static void topP(ObjectNode chat, ObjectNode message) {
        JsonNode topP = chat.path("top_p");
        if (topP.isNumber() && topP.doubleValue() == 1) {
            return;
        }
        if (message.has("temperature") && chat.hasNonNull("top_p")) {
            ChatFields.sayOnce("top_p beside temperature");
            return;
        }
        copy(chat, "top_p", message, "top_p");
    }

    private static void user(ObjectNode chat, ObjectNode message) {
        for (JsonNode user : new JsonNode[] {
            chat.path("safety_identifier"),
            chat.path("user"),
            chat.path("metadata").path("user_id")
        }) {
            if (user.isTextual()) {
                message.putObject("metadata").set("user_id", user);
                return;
            }
        }
    }

    static void copy(JsonNode from, String name, ObjectNode to, String newName) {
        if (from.hasNonNull(name)) {
            to.set(newName, from.path(name));
        }
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }
}
