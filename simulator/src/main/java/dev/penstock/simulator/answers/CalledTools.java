package dev.penstock.simulator.answers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Chooses the tools that an answer calls: only where the call says that one must be called, and all of them if it may. */
final class CalledTools {
    private CalledTools() {}

    static List<JsonNode> of(JsonNode body) {
        JsonNode choice = body.path("tool_choice");
        List<JsonNode> called = new ArrayList<>();
        for (JsonNode tool : body.path("tools")) {
            boolean isMeant = switch (choice.path("type").asText("auto")) {
                case "any" -> true;
                case "tool" ->
                    tool.path("name").asText("").equals(choice.path("name").asText(""));
                default -> false;
            };
            if (isMeant) {
                called.add(tool);
            }
        }
        return choice.path("disable_parallel_tool_use").asBoolean(false) && called.size() > 1
                ? called.subList(0, 1)
                : called;
    }
}
