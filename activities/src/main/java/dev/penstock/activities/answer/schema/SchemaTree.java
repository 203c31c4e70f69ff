package dev.penstock.activities.answer.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.store.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies a schema as it was typed to JSON, as far as it is not too large or too deep. */
final class SchemaTree {
    private static final int MOST_VALUES = 5_000;
    private static final int MOST_LETTERS = 200_000;
    private static final int DEEPEST = 100;

    private int values;
    private long letters;

    private SchemaTree() {}

    /**
     * @throws IllegalArgumentException with a sentence for the user
     */
    static ObjectNode of(Map<?, ?> typed) {
        return new SchemaTree().object(typed, 1);
    }

    private ObjectNode object(Map<?, ?> typed, int depth) {
        ObjectNode copy = Json.MAPPER.createObjectNode();
        typed.forEach((name, value) -> {
            String key = String.valueOf(name);
            letters += key.length();
            copy.set(key, copy(value, depth + 1));
        });
        return copy;
    }

    private JsonNode copy(@Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException(
                    "\"schema\" is nested more than %d levels deep: name parts of it under \"$defs\" and refer to them"
                            .formatted(DEEPEST));
        }
        values++;
        letters += value instanceof String text ? text.length() : 0;
        if (values > MOST_VALUES || letters > MOST_LETTERS) {
            throw new IllegalArgumentException("\"schema\" is too large: it may have %,d values and %,d letters"
                    .formatted(MOST_VALUES, MOST_LETTERS));
        }
        return switch (value) {
            case Map<?, ?> map -> object(map, depth);
            case List<?> list -> {
                ArrayNode copy = Json.MAPPER.createArrayNode();
                list.forEach(each -> copy.add(copy(each, depth + 1)));
                yield copy;
            }
            case null, default -> Json.MAPPER.valueToTree(value);
        };
    }
}
