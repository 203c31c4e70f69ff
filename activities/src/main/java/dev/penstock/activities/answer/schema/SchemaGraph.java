package dev.penstock.activities.answer.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The schemas within a schema, and which of them are applied by which. */
final class SchemaGraph {
    /** The most schemas that apply to one and the same value because of one another. */
    private static final int LONGEST_CHAIN = 100;

    private static final int LARGEST_PATTERNS = 100_000;

    private final IdentityHashMap<ObjectNode, List<Link>> schemas = new IdentityHashMap<>();
    private final IdentityHashMap<ObjectNode, Integer> chains = new IdentityHashMap<>();

    /**
     * One schema that another applies.
     *
     * @param sameValue whether it applies to the same value, and not to a part of it
     */
    record Link(ObjectNode to, boolean sameValue) {}

    private SchemaGraph() {}

    /**
     * Follows all references of a schema.
     *
     * @throws IllegalArgumentException with a sentence for the user if a schema refers to something else, or in a circle
     */
    static SchemaGraph of(ObjectNode root) {
        SchemaGraph graph = new SchemaGraph();
        Deque<ObjectNode> open = new ArrayDeque<>(List.of(root));
        long patterns = 0;
        while (!open.isEmpty()) {
            ObjectNode schema = open.pop();
            if (!graph.schemas.containsKey(schema)) {
                patterns += SchemaKeywords.patternSize(schema);
                if (patterns > LARGEST_PATTERNS) {
                    throw new IllegalArgumentException("the patterns of \"schema\" are too large together");
                }
                List<Link> links = new SchemaKeywords(root, schema).links();
                graph.schemas.put(schema, links);
                links.forEach(link -> open.push(link.to()));
            }
        }
        graph.schemas.keySet().forEach(schema -> graph.chain(schema, 1));
        return graph;
    }

    Iterable<ObjectNode> schemas() {
        return schemas.keySet();
    }

    /** Returns whether the schema has few schemas when each reference is replaced by the schema that it leads to. */
    boolean isSmallWithoutReferences(ObjectNode root, long most) {
        IdentityHashMap<ObjectNode, Integer> incoming = new IdentityHashMap<>();
        schemas.values().forEach(links -> links.forEach(link -> incoming.merge(link.to(), 1, Integer::sum)));
        if (incoming.containsKey(root)) {
            return false;
        }
        IdentityHashMap<ObjectNode, Long> copies = new IdentityHashMap<>();
        copies.put(root, 1L);
        Deque<ObjectNode> ready = new ArrayDeque<>(List.of(root));
        long sum = 0;
        int seen = 0;
        while (!ready.isEmpty() && sum <= most) {
            ObjectNode schema = ready.pop();
            long here = copies.getOrDefault(schema, 0L);
            sum += here;
            seen++;
            for (Link link : links(schema)) {
                copies.merge(link.to(), here, Long::sum);
                Integer left = incoming.merge(link.to(), -1, (a, b) -> a + b == 0 ? null : a + b);
                if (left == null) {
                    ready.push(link.to());
                }
            }
        }
        return seen == schemas.size() && sum <= most;
    }

    private List<Link> links(ObjectNode schema) {
        return schemas.getOrDefault(schema, List.of());
    }

    /** Returns the length of the longest chain of schemas that apply to the same value. */
    private int chain(ObjectNode schema, int above) {
        @Nullable Integer known = chains.get(schema);
        if (known != null && known == 0) {
            throw new IllegalArgumentException(
                    "\"schema\" refers to itself in a circle, without a property or an item in between: no answer can be checked");
        }
        refuseLong(above);
        if (known == null) {
            chains.put(schema, 0);
            int longest = 0;
            for (Link link : links(schema)) {
                longest = link.sameValue() ? Math.max(longest, chain(link.to(), above + 1)) : longest;
            }
            known = longest + 1;
            chains.put(schema, known);
        }
        refuseLong(above + known - 1);
        return known;
    }

    private static void refuseLong(int chain) {
        if (chain > LONGEST_CHAIN) {
            throw new IllegalArgumentException(
                    "\"schema\" has a chain of more than %d references and combinations".formatted(LONGEST_CHAIN));
        }
    }

    /** Returns the schemas of a JSON value that is one schema or a list of them; schemas that are true or false have no parts. */
    static List<ObjectNode> in(JsonNode value) {
        List<ObjectNode> found = new ArrayList<>();
        if (value instanceof ObjectNode schema) {
            found.add(schema);
        } else if (value.isArray()) {
            value.forEach(each -> found.addAll(each instanceof ObjectNode schema ? List.of(schema) : List.of()));
        }
        return found;
    }
}
