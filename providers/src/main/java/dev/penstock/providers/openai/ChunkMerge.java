package dev.penstock.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds the parts of a streamed message to one another: texts and lists grow, everything else is replaced. */
final class ChunkMerge {
    /** Texts that come as a whole; some providers repeat them in each part. */
    private static final Set<String> WHOLE = Set.of("role", "type", "id", "name", "object", "format", "finish_reason");

    /** More tool calls than any answer has; an index beyond would only take memory. */
    private static final int MOST_CALLS = 1_000;

    private ChunkMerge() {}

    /** Adds a part to what there is of an object, whose texts are {@link POJONode}s meanwhile. */
    static void add(ObjectNode whole, JsonNode part) {
        part.properties().forEach(member -> add(whole, member.getKey(), member.getValue()));
    }

    /** Returns the finished object, whose texts are texts. */
    static JsonNode finished(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> member.setValue(finished(member.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, finished(array.get(i)));
            }
        }
        return node instanceof POJONode text ? TextNode.valueOf(text.getPojo().toString()) : node;
    }

    private static void add(ObjectNode whole, String name, JsonNode part) {
        JsonNode before = whole.get(name);
        if (part.isNull()) {
            if (before == null) {
                whole.putNull(name);
            }
        } else if (part.isTextual() && !WHOLE.contains(name)) {
            append(whole, name, before, part.textValue());
        } else if (name.equals("tool_calls") && part.isArray()) {
            ArrayNode calls = before instanceof ArrayNode array ? array : whole.putArray(name);
            part.forEach(call -> addCall(calls, call));
        } else if (part.isArray() && before instanceof ArrayNode array) {
            part.forEach(array::add);
        } else if (part.isObject()) {
            add(before instanceof ObjectNode object ? object : whole.putObject(name), part);
        } else if (!part.isTextual() || !part.textValue().isEmpty() || before == null) {
            whole.set(name, part.deepCopy());
        }
    }

    private static void append(ObjectNode whole, String name, @Nullable JsonNode before, String text) {
        if (before instanceof POJONode node && node.getPojo() instanceof StringBuilder so) {
            so.append(text);
        } else {
            whole.putPOJO(name, new StringBuilder(text));
        }
    }

    /** Adds a part of a call: by its index, or, where there is none, to the last call unless it has an id of its own. */
    private static void addCall(ArrayNode calls, JsonNode part) {
        int last = calls.size() - 1;
        boolean isNew = last < 0
                || part.hasNonNull("id")
                        && !part.path("id").asText().isEmpty()
                        && !part.path("id").equals(calls.get(last).path("id"));
        int index = part.path("index").isInt() ? part.path("index").intValue() : isNew ? last + 1 : last;
        while (calls.size() <= index && calls.size() < MOST_CALLS) {
            calls.addObject();
        }
        if (calls.get(Math.clamp(index, 0, calls.size() - 1)) instanceof ObjectNode call) {
            add(call, ((ObjectNode) part.deepCopy()).without("index"));
        }
    }
}
