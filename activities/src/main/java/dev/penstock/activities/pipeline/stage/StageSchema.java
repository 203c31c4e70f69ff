package dev.penstock.activities.pipeline.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.penstock.store.Json;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The JSON schema that a stage's answers must match. */
public final class StageSchema {
    private static final int SAID = 3;
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private final JsonSchema schema;

    private StageSchema(JsonSchema schema) {
        this.schema = schema;
    }

    /**
     * @throws IllegalArgumentException with a sentence for the user if the value is no JSON schema
     */
    public static StageSchema of(Map<?, ?> typed) {
        JsonNode tree = Json.MAPPER.valueToTree(typed);
        Optional<String> wrong =
                describe(FACTORY.getSchema(SchemaLocation.of(SchemaId.V202012)).validate(tree));
        if (wrong.isPresent()) {
            throw new IllegalArgumentException("\"schema\" is not a valid JSON schema: " + wrong.get());
        }
        return new StageSchema(FACTORY.getSchema(tree));
    }

    /** Returns why an answer does not match the schema; empty if it does. */
    Optional<String> wrong(JsonNode answer) {
        return describe(schema.validate(answer));
    }

    private static Optional<String> describe(Set<ValidationMessage> messages) {
        return messages.isEmpty()
                ? Optional.empty()
                : Optional.of(messages.stream()
                        .limit(SAID)
                        .map(ValidationMessage::getMessage)
                        .collect(Collectors.joining("; ")));
    }
}
