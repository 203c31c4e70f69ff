package dev.penstock.activities.answer.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import dev.penstock.contracts.PrintableText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/** The JSON schema of a batch's answers, or that a stage's answers must match. It is untrusted: it loads nothing, and no answer keeps it busy for long. */
public final class AnswerSchema {
    private static final int MOST_MESSAGES = 3;
    private static final int LONGEST_MESSAGE = 500;
    private static final int MOST_COPIES = 5_000;
    private static final long AT_LEAST = 2_000;
    private static final long AT_LEAST_ANEW = 15_000;

    /** Keywords that say nothing about answers, or that JSON Schema 2020-12 does not check by default. */
    private static final List<String> UNCHECKED = List.of(
            "$schema",
            "$id",
            "$anchor",
            "$dynamicAnchor",
            "$recursiveAnchor",
            "format",
            "contentMediaType",
            "contentEncoding",
            "contentSchema");

    private final JsonSchema schema;
    private final boolean small;

    /**
     * @param small whether references are followed once only; if not, a schema is read anew each time it is applied
     */
    private AnswerSchema(JsonSchema schema, boolean small) {
        this.schema = schema;
        this.small = small;
    }

    /**
     * Reads and checks a schema.
     *
     * @throws IllegalArgumentException with a sentence for the user if the value is not a valid JSON schema, or one that cannot be
     *     used
     */
    public static AnswerSchema of(Map<?, ?> typed) {
        ObjectNode tree = SchemaTree.of(typed);
        SchemaDialect dialect = SchemaDialect.of(tree);
        try {
            describe(dialect.validate(tree)).ifPresent(wrong -> {
                throw new IllegalArgumentException("\"schema\" is not a valid JSON schema: " + wrong);
            });
            SchemaGraph graph = SchemaGraph.of(tree);
            boolean small = graph.isSmallWithoutReferences(tree, MOST_COPIES);
            for (ObjectNode each : graph.schemas()) {
                int weight = SchemaKeywords.weight(each);
                each.remove(UNCHECKED);
                each.put(CheckingEffort.KEYWORD, weight);
            }
            return new AnswerSchema(dialect.read(tree, small), small);
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new IllegalArgumentException(
                    "\"schema\" cannot be used: " + shortened(String.valueOf(e.getMessage())), e);
        }
    }

    /**
     * Returns why an answer does not match the schema; empty if it does.
     *
     * @throws UncheckableAnswer if that cannot be found out
     * @throws CancellationException if the thread is interrupted
     */
    public Optional<String> wrong(JsonNode answer) {
        AnswerBounds.check(answer);
        try {
            return describe(CheckingThreads.run(
                    () -> schema.validate(new CheckingEffort(small ? AT_LEAST : AT_LEAST_ANEW), answer)));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new UncheckableAnswer(shortened(String.valueOf(cause.getMessage())), cause);
        }
    }

    private static Optional<String> describe(Set<ValidationMessage> messages) {
        return messages.isEmpty()
                ? Optional.empty()
                : Optional.of(messages.stream()
                        .limit(MOST_MESSAGES)
                        .map(ValidationMessage::getMessage)
                        .map(AnswerSchema::shortened)
                        .collect(Collectors.joining("; ")));
    }

    private static String shortened(String text) {
        return PrintableText.shortened(text, LONGEST_MESSAGE);
    }
}
