package dev.penstock.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.store.Json;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The format that a request wants of its answer, written as each endpoint takes it.
 *
 * @param type the type's name: {@code json_object} or {@code json_schema}
 * @param details the schema with its name; empty without a schema
 */
public record AnswerFormat(String type, ObjectNode details) {
    private static final String SCHEMA = "json_schema";

    /** The name of a batch's schema, which the endpoints require and nobody reads. */
    private static final String NAME = "answer";

    /** Returns the format that a batch wants of requests that name none; empty = text. */
    static Optional<AnswerFormat> of(BatchSpec spec) {
        Optional<AnswerFormat> schema = spec.schema().map(AnswerFormat::strict);
        return schema.or(() -> spec.responseFormat().flatMap(AnswerFormat::named));
    }

    /** Returns the format that a line names by a word; empty = text. */
    static Optional<AnswerFormat> named(String word) {
        return word.equals("json") || word.equals("json_object") ? Optional.of(json()) : Optional.empty();
    }

    /** Returns the format of any JSON object. */
    public static AnswerFormat json() {
        return new AnswerFormat("json_object", Json.MAPPER.createObjectNode());
    }

    /** Returns the format of JSON that should match a schema, as far as the provider keeps to it. */
    public static AnswerFormat schema(String name, Map<?, ?> schema) {
        return of(Json.MAPPER.createObjectNode().put("name", name), schema);
    }

    private static AnswerFormat strict(Map<?, ?> schema) {
        return of(Json.MAPPER.createObjectNode().put("name", NAME).put("strict", true), schema);
    }

    private static AnswerFormat of(ObjectNode details, Map<?, ?> schema) {
        return new AnswerFormat(SCHEMA, details.set("schema", Json.MAPPER.valueToTree(schema)));
    }

    /** Returns the schema in a body that looks as if its batch's was put there; one that a line named itself may look the same. */
    public static Optional<JsonNode> batchSchemaIn(ObjectNode body) {
        return Stream.of(
                        body.path("response_format").path(SCHEMA),
                        body.path("text").path("format"))
                .filter(details -> details.path("name").asText("").equals(NAME)
                        && details.path("strict").asBoolean())
                .map(details -> details.path("schema"))
                .filter(JsonNode::isObject)
                .findFirst();
    }

    /** Returns the value of {@code response_format} in a chat completion. */
    public ObjectNode ofChat() {
        ObjectNode format = Json.MAPPER.createObjectNode().put("type", type);
        return details.isEmpty() ? format : format.set(type, details);
    }

    /** Returns the value of {@code text.format} in a request of the Responses API. */
    ObjectNode ofResponses() {
        return Json.MAPPER.createObjectNode().put("type", type).setAll(details);
    }
}
