package dev.penstock.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.wire.UntranslatableRequestException;

/** Translates the format that an answer must have: text, or JSON by a schema. */
final class ResponseFormat {
    private ResponseFormat() {}

    static void translate(JsonNode format, ObjectNode request) {
        switch (format.path("type").asText("text")) {
            case "text" -> {
                // What Anthropic sends anyway.
            }
            case "json_schema" ->
                request.withObjectProperty("output_config")
                        .putObject("format")
                        .put("type", "json_schema")
                        .set("schema", format.at("/json_schema/schema"));
            case "json_object" ->
                throw new UntranslatableRequestException(
                        "response_format",
                        "Anthropic has no response_format json_object; give a json_schema (--schema FILE), or ask for"
                                + " JSON in the prompt");
            default ->
                throw new UntranslatableRequestException(
                        "response_format",
                        "Anthropic has no response_format '%s'; use json_schema"
                                .formatted(format.path("type").asText("")));
        }
    }
}
