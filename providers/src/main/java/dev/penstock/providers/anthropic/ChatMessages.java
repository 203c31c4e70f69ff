package dev.penstock.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.wire.UntranslatableRequestException;
import java.util.Set;

/**
 * Translates the messages of a chat. Instructions at the beginning are Anthropic's {@code system}; answers of tools are parts of
 * the user's next message, all of them in one.
 */
final class ChatMessages {
    private static final Set<String> INSTRUCTIONS = Set.of("system", "developer");

    private final ArrayNode system = ChatRequest.array();
    private final ArrayNode messages = ChatRequest.array();

    private ChatMessages() {}

    static void translate(JsonNode chat, ObjectNode request) {
        ChatMessages translated = new ChatMessages();
        for (int i = 0; i < chat.size(); i++) {
            translated.add(chat.get(i), "messages[" + i + "]");
        }
        if (!translated.system.isEmpty()) {
            request.set("system", translated.system);
        }
        request.set("messages", translated.messages);
    }

    private void add(JsonNode message, String place) {
        if (message.hasNonNull("name")) {
            ChatFields.sayOnce("messages.name");
        }
        String role = message.path("role").asText("");
        if (INSTRUCTIONS.contains(role)) {
            addInstruction(message, place);
            return;
        }
        switch (role) {
            case "user" -> parts("user").addAll(ContentParts.translate(message.path("content"), place));
            case "assistant" -> addAnswer(message, place);
            case "tool" -> addToolResult(message, place);
            default ->
                throw new UntranslatableRequestException(
                        place + ".role", "%s has role '%s', which Anthropic does not have".formatted(place, role));
        }
    }

    private void addInstruction(JsonNode message, String place) {
        if (!messages.isEmpty()) {
            throw new UntranslatableRequestException(
                    place,
                    place + " is an instruction after the conversation has begun, and Anthropic takes them at the"
                            + " beginning only; move it there");
        }
        system.addAll(ContentParts.translate(message.path("content"), place));
    }

    private void addAnswer(JsonNode message, String place) {
        if (message.hasNonNull("function_call")) {
            throw new UntranslatableRequestException(
                    place + ".function_call",
                    place + " has a function_call, which Anthropic does not have; use tool_calls");
        }
        ArrayNode parts = parts("assistant");
        parts.addAll(ContentParts.translate(message.path("content"), place));
        if (message.path("refusal").isTextual()) {
            ContentParts.addText(parts, message.path("refusal").textValue());
        }
        for (JsonNode call : message.path("tool_calls")) {
            String arguments = call.at("/function/arguments").asText("");
            JsonNode input = arguments.isBlank() ? JsonText.MAPPER.createObjectNode() : JsonText.parse(arguments);
            if (!input.isObject()) {
                throw new UntranslatableRequestException(
                        place + ".tool_calls",
                        place + ".tool_calls has arguments that are not a JSON object, which Anthropic requires");
            }
            parts.addObject()
                    .put("type", "tool_use")
                    .put("id", call.path("id").asText(""))
                    .put("name", call.at("/function/name").asText(""))
                    .set("input", input);
        }
    }

    private void addToolResult(JsonNode message, String place) {
        ObjectNode result = parts("user")
                .addObject()
                .put("type", "tool_result")
                .put("tool_use_id", message.path("tool_call_id").asText(""));
        ArrayNode content = ContentParts.translate(message.path("content"), place);
        if (!content.isEmpty()) {
            result.set("content", content);
        }
    }

    /** Returns the content of the last message if it has this role, or else of a new message. */
    private ArrayNode parts(String role) {
        JsonNode last = messages.path(messages.size() - 1);
        if (last.path("role").asText("").equals(role)) {
            return (ArrayNode) last.path("content");
        }
        return messages.addObject().put("role", role).putArray("content");
    }
}
