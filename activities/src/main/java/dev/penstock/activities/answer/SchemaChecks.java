package dev.penstock.activities.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.answer.schema.AnswerSchema;
import dev.penstock.activities.call.AnswerCheck;
import dev.penstock.activities.call.AnswerChecks;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.formats.AnswerFormat;
import dev.penstock.store.Json;
import java.util.Map;

/**
 * Checks answers by their batch's schema, which only those requests ask for that name no format of their own; what a line asks
 * for is between its writer and the provider.
 *
 * @param typed the schema as requests carry it
 */
public record SchemaChecks(JsonNode typed, AnswerCheck check) implements AnswerChecks {
    /** Returns the checks of a batch that has no stages. */
    public static AnswerChecks of(BatchSpec spec) {
        return spec.stages().isPresent()
                ? AnswerChecks.NONE
                : spec.schema().<AnswerChecks>map(SchemaChecks::of).orElse(AnswerChecks.NONE);
    }

    private static SchemaChecks of(Map<?, ?> schema) {
        return new SchemaChecks(Json.MAPPER.valueToTree(schema), new ExpectedAnswer(AnswerSchema.of(schema)));
    }

    @Override
    public AnswerCheck of(ObjectNode body) {
        return AnswerFormat.batchSchemaIn(body)
                .filter(sent -> sent.equals(SchemaChecks::compare, typed))
                .map(same -> check)
                .orElse(AnswerCheck.NONE);
    }

    /** Compares values whose numbers may have been read with another precision. */
    private static int compare(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }
}
