package dev.penstock.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.wire.UntranslatableRequestException;

/** Translates the tools of a chat, and which of them the model has to call. */
final class ChatTools {
    private ChatTools() {}

    static void translate(JsonNode chat, ObjectNode request) {
        JsonNode tools = chat.path("tools");
        if (!tools.isArray() || tools.isEmpty()) {
            return;
        }
        ArrayNode all = request.putArray("tools");
        for (int i = 0; i < tools.size(); i++) {
            all.add(tool(tools.get(i), "tools[" + i + "]"));
        }
        ObjectNode choice = choice(chat.path("tool_choice"));
        JsonNode parallel = chat.path("parallel_tool_calls");
        if (parallel.isBoolean() && !parallel.booleanValue() && !isNone(choice)) {
            choice.put("disable_parallel_tool_use", true);
        }
        boolean isUsual = choice.size() == 1 && choice.path("type").asText("").equals("auto");
        if (!isUsual) {
            request.set("tool_choice", choice);
        }
    }

    private static ObjectNode tool(JsonNode tool, String place) {
        JsonNode function = tool.path("function");
        if (!tool.path("type").asText("").equals("function")) {
            throw new UntranslatableRequestException(
                    place,
                    "%s is of type '%s'; only functions can be called at Anthropic in this format"
                            .formatted(place, tool.path("type").asText("")));
        }
        ObjectNode translated = ChatRequest.array().addObject();
        translated.put("name", function.path("name").asText(""));
        ChatRequest.copy(function, "description", translated, "description");
        if (function.path("parameters").isObject()) {
            translated.set("input_schema", function.path("parameters"));
        } else {
            translated.putObject("input_schema").put("type", "object").putObject("properties");
        }
        if (function.path("strict").asBoolean(false)) {
            translated.put("strict", true);
        }
        ChatRequest.copy(tool, "cache_control", translated, "cache_control");
        return translated;
    }

    private static ObjectNode choice(JsonNode choice) {
        ObjectNode translated = ChatRequest.array().addObject();
        String name = choice.isObject() ? choice.path("type").asText("") : choice.asText("auto");
        return switch (choice.isNull() ? "auto" : name) {
            case "auto" -> translated.put("type", "auto");
            case "none" -> translated.put("type", "none");
            case "required" -> translated.put("type", "any");
            case "function" ->
                translated
                        .put("type", "tool")
                        .put("name", choice.at("/function/name").asText(""));
            default ->
                throw new UntranslatableRequestException(
                        "tool_choice",
                        "tool_choice '%s' has no counterpart at Anthropic; use auto, none, required or one function"
                                .formatted(name));
        };
    }

    private static boolean isNone(JsonNode choice) {
        return choice.path("type").asText("").equals("none");
    }
}
