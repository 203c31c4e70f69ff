package dev.penstock.service.completions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Converts a whole chat completion into server-sent events, as if it had been streamed. */
final class ChatChunks {
    private ChatChunks() {}

    static String of(JsonNode whole, boolean withUsage) {
        StringBuilder events = new StringBuilder();
        for (JsonNode choice : whole.path("choices")) {
            ObjectNode delta = choice.path("message") instanceof ObjectNode message
                    ? message.deepCopy()
                    : CompletionCall.JSON.createObjectNode();
            number(delta.path("tool_calls"));
            events.append(event(whole, choice, delta, NullNode.getInstance()));
            events.append(event(whole, choice, CompletionCall.JSON.createObjectNode(), choice.path("finish_reason")));
        }
        if (withUsage) {
            ObjectNode last = head(whole);
            last.putArray("choices");
            last.set("usage", whole.path("usage"));
            events.append("data: ").append(last).append("\n\n");
        }
        return events.toString();
    }

    private static String event(JsonNode whole, JsonNode choice, ObjectNode delta, JsonNode finish) {
        ObjectNode event = head(whole);
        ArrayNode choices = event.putArray("choices");
        choices.addObject()
                .put("index", choice.path("index").asInt())
                .<ObjectNode>set("delta", delta)
                .set("finish_reason", finish);
        return "data: " + event + "\n\n";
    }

    private static ObjectNode head(JsonNode whole) {
        ObjectNode head = CompletionCall.JSON.createObjectNode();
        for (String key : List.of("id", "created", "model", "system_fingerprint")) {
            if (whole.has(key)) {
                head.set(key, whole.path(key));
            }
        }
        return head.put("object", "chat.completion.chunk");
    }

    /** Adds the {@code index} that tool calls have in streams, but not in whole answers. */
    private static void number(JsonNode calls) {
        int index = 0;
        for (JsonNode call : calls) {
            if (call instanceof ObjectNode object) {
                object.put("index", index);
            }
            index++;
        }
    }
}
