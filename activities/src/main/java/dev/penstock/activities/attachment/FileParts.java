package dev.penstock.activities.attachment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.store.input.FilePart;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Finds and replaces the parts of a request's messages that stand for files. */
public final class FileParts {
    private FileParts() {}

    /** Returns the parts, in their order. */
    public static List<JsonNode> in(JsonNode body) {
        List<JsonNode> parts = new ArrayList<>();
        for (JsonNode message : body.path("messages")) {
            for (JsonNode part : message.path("content")) {
                if (FilePart.path(part).isPresent()) {
                    parts.add(part);
                }
            }
        }
        return parts;
    }

    /** Counts the objects anywhere in a body that say they stand for a file; those that are not {@link #in} it do not. */
    public static int claimed(JsonNode node) {
        int count = FilePart.isClaimed(node) ? 1 : 0;
        for (JsonNode child : node) {
            count += child.isContainerNode() ? claimed(child) : 0;
        }
        return count;
    }

    /** Returns a copy of a body in which each of these parts is replaced. */
    static ObjectNode replaced(JsonNode body, Function<JsonNode, ObjectNode> replacement) {
        ObjectNode copy = body.deepCopy();
        for (JsonNode message : copy.path("messages")) {
            if (message.path("content") instanceof ArrayNode content) {
                for (int i = 0; i < content.size(); i++) {
                    if (FilePart.path(content.get(i)).isPresent()) {
                        content.set(i, replacement.apply(content.get(i)));
                    }
                }
            }
        }
        return copy;
    }
}
