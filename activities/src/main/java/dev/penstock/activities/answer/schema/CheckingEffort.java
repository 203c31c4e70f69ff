package dev.penstock.activities.answer.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.AbstractJsonValidator;
import com.networknt.schema.AbstractKeyword;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonValidator;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.ValidationContext;
import com.networknt.schema.ValidationMessage;
import java.util.Iterator;
import java.util.Set;

/**
 * The effort that one answer may take to be checked. A schema may apply parts of itself to the same value again and again,
 * so each schema within has a keyword of ours, which counts.
 */
final class CheckingEffort extends ExecutionContext {
    static final String KEYWORD = "penstock:effort";

    /** About half a second; a schema of a hundred values takes a hundredth of that for an answer of a page. */
    private static final long MOST = 50_000_000;

    private static final long LEAST_SIZE = 10;

    private final long least;
    private long left = MOST;

    /**
     * @param least what each application of a schema counts; it may also leave a message behind
     */
    CheckingEffort(long least) {
        this.least = least;
    }

    /** Thrown when the effort is used up. */
    static final class UsedUp extends RuntimeException {
        private UsedUp() {
            super("the schema takes too long to check the answer");
        }
    }

    private void spend(int weight, boolean unique, JsonNode value) {
        // Texts may be chosen so that each is compared with each other one.
        long comparisons = unique ? (long) value.size() * value.size() / 4 : 0;
        left -= least + weight * (LEAST_SIZE + size(value)) + comparisons;
        // A thread is interrupted when nobody waits for the check any more.
        if (left < 0 || Thread.currentThread().isInterrupted()) {
            throw new UsedUp();
        }
    }

    private static long size(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue().length();
        }
        long size = value.size();
        for (Iterator<String> names = value.fieldNames(); names.hasNext(); ) {
            size += names.next().length();
        }
        return size;
    }

    /** The keyword that counts; its value is the weight of the schema that it stands in. */
    static final class Keyword extends AbstractKeyword {
        Keyword() {
            super(KEYWORD);
        }

        @Override
        public JsonValidator newValidator(
                SchemaLocation location,
                JsonNodePath path,
                JsonNode value,
                JsonSchema parent,
                ValidationContext context) {
            int weight = value.intValue();
            boolean unique = parent.getSchemaNode().path("uniqueItems").booleanValue();
            return new AbstractJsonValidator(location, path, this, value) {
                @Override
                public Set<ValidationMessage> validate(
                        ExecutionContext effort, JsonNode node, JsonNode root, JsonNodePath instance) {
                    ((CheckingEffort) effort).spend(weight, unique, node);
                    return Set.of();
                }
            };
        }
    }
}
