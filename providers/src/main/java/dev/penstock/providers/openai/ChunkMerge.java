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

    /** Adds a part to what there is of a message, whose texts are {@link POJONode}s meanwhile. */
    static void add(ObjectNode whole, JsonNode part) {
        part.properties().forEach(member -> add(whole, member.getKey(), member.getValue(), true));
    }

    /** Adds what stands beside the message: a content filter's words, for example, come whole with each part. */
    static void update(ObjectNode whole, JsonNode part) {
        part.properties().forEach(member -> add(whole, member.getKey(), member.getValue(), false));
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

    private static void add(ObjectNode whole, String name, JsonNode part, boolean grows) {
        JsonNode before = whole.get(name);
        if (part.isNull()) {
            if (before == null) {
                whole.putNull(name);
            }
        } else if (part.isTextual() && grows && !WHOLE.contains(name)) {
            append(whole, name, before, part.textValue());
        } else if (name.equals("tool_calls") && part.isArray()) {
            ArrayNode calls = before instanceof ArrayNode array ? array : whole.putArray(name);
            part.forEach(call -> {
                if (call instanceof ObjectNode object) {
                    addCall(calls, object);
                }
            });
        } else if (part.isArray() && before instanceof ArrayNode array) {
            part.forEach(array::add);
        } else if (part.isObject()) {
            ObjectNode inner = before instanceof ObjectNode object ? object : whole.putObject(name);
            part.properties().forEach(member -> add(inner, member.getKey(), member.getValue(), grows));
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

    /**
     * Adds a part of a call to the call with its index, or without one to the last call; a part with an id of its own begins
     * a call, also where every call has the index 0 (Gemini, older versions of Ollama).
     */
    private static void addCall(ArrayNode calls, ObjectNode part) {
        int last = calls.size() - 1;
        int index = part.path("index").isInt() ? Math.max(0, part.path("index").intValue()) : Math.max(0, last);
        boolean isOther = index <= last
                && isOther(calls.get(index).path("id").asText(), part.path("id").asText());
        index = isOther ? last + 1 : index;
        while (calls.size() <= index && calls.size() < MOST_CALLS) {
            calls.addObject();
        }
        if (calls.get(Math.min(index, calls.size() - 1)) instanceof ObjectNode call) {
            add(call, part.deepCopy().without("index"));
        }
    }

    private static boolean isOther(String before, String id) {
        return !id.isEmpty() && !before.isEmpty() && !before.equals(id);
    }
}
