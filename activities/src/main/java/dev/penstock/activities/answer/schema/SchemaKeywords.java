package dev.penstock.activities.answer.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The keywords of one schema that apply other schemas: which schemas these are, and which keywords are refused. */
final class SchemaKeywords {
    static final String PATTERN = "pattern";
    static final String PATTERNS = "patternProperties";
    static final String REFERENCE = "$ref";

    /** Keywords whose schemas apply to the value itself. */
    private static final Set<String> SAME_VALUE = Set.of("allOf", "anyOf", "oneOf", "not", "if", "then", "else");

    private static final Set<String> SAME_VALUE_BY_NAME = Set.of("dependentSchemas", "dependencies");

    /** Keywords whose schemas apply to items, to properties, or to names of properties. */
    private static final Set<String> PARTS = Set.of(
            "items",
            "prefixItems",
            "additionalItems",
            "unevaluatedItems",
            "contains",
            "additionalProperties",
            "unevaluatedProperties",
            "propertyNames");

    private static final Set<String> PARTS_BY_NAME = Set.of("properties", PATTERNS, "$defs", "definitions");

    /** Keywords by which the same reference may mean another schema. */
    private static final Set<String> REFUSED = Set.of("$dynamicRef", "$recursiveRef", "$id", "$schema");

    private final ObjectNode root;
    private final ObjectNode schema;
    private final List<SchemaGraph.Link> links = new ArrayList<>();

    SchemaKeywords(ObjectNode root, ObjectNode schema) {
        this.root = root;
        this.schema = schema;
    }

    /**
     * Returns the schemas that this schema applies.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    List<SchemaGraph.Link> links() {
        schema.properties().forEach(member -> {
            String keyword = member.getKey();
            JsonNode value = member.getValue();
            if (keyword.equals(REFERENCE)) {
                add(SchemaGraph.in(target(value.asText())), true);
            } else if (REFUSED.contains(keyword) && !schema.equals(root)) {
                throw new IllegalArgumentException(
                        "\"schema\" has a \"%s\" within: only \"$ref\" with \"#\" or \"#/…\" can be used"
                                .formatted(keyword));
            } else if (SAME_VALUE.contains(keyword) || PARTS.contains(keyword)) {
                add(SchemaGraph.in(value), SAME_VALUE.contains(keyword));
            } else if (SAME_VALUE_BY_NAME.contains(keyword) || PARTS_BY_NAME.contains(keyword)) {
                value.forEach(each -> add(SchemaGraph.in(each), SAME_VALUE_BY_NAME.contains(keyword)));
            }
        });
        return links;
    }

    private void add(List<ObjectNode> schemas, boolean sameValue) {
        schemas.forEach(each -> links.add(new SchemaGraph.Link(each, sameValue)));
    }

    private JsonNode target(String reference) {
        if (!reference.equals("#") && !reference.startsWith("#/")) {
            throw new IllegalArgumentException(
                    "\"schema\" refers to \"%s\", and a schema can refer to itself only: copy what is meant into \"$defs\" and write \"#/$defs/…\""
                            .formatted(reference));
        }
        JsonNode found;
        try {
            String pointer = URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
            found = root.at(JsonPointer.compile(pointer));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"schema\" refers to \"%s\", which is no path".formatted(reference), e);
        }
        if (!found.isObject() && !found.isBoolean()) {
            throw new IllegalArgumentException(
                    "\"schema\" refers to \"%s\", where it has no schema".formatted(reference));
        }
        return found;
    }

    /**
     * Returns the sum of the sizes of the schema's own patterns.
     *
     * @throws IllegalArgumentException with a sentence for the user if a pattern cannot be used
     */
    static int patternSize(ObjectNode schema) {
        int size = schema.path(PATTERN).isTextual()
                ? LinearPattern.of(schema.path(PATTERN).textValue()).size()
                : 0;
        for (var pattern : schema.path(PATTERNS).properties()) {
            // They are matched once more to find additional properties.
            size += 2 * LinearPattern.of(pattern.getKey()).size();
        }
        return size;
    }

    /** Returns how much work the schema may be for each letter or part of a value, without the schemas that it applies. */
    static int weight(ObjectNode schema) {
        int weight = 1 + patternSize(schema);
        for (var member : schema.properties()) {
            weight += isApplied(member.getKey()) ? member.getValue().size() : values(member.getValue());
        }
        return weight;
    }

    private static boolean isApplied(String keyword) {
        return SAME_VALUE.contains(keyword)
                || SAME_VALUE_BY_NAME.contains(keyword)
                || PARTS.contains(keyword)
                || PARTS_BY_NAME.contains(keyword);
    }

    private static int values(JsonNode value) {
        int sum = 1;
        for (JsonNode each : value) {
            sum += values(each);
        }
        return sum;
    }
}
