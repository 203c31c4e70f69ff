package dev.penstock.simulator.answers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Reads the fields of a call's body and reports invalid ones in OpenAI's words. */
final class RequestFields {
    private RequestFields() {}

    static String model(JsonNode body) {
        if (!body.isObject()) {
            throw new InvalidCall("We could not parse the JSON body of your request.", null);
        }
        JsonNode model = body.path("model");
        if (!model.isTextual() || model.textValue().isEmpty()) {
            throw new InvalidCall("you must provide a model parameter", "model");
        }
        return model.textValue();
    }

    /**
     * Returns a field's whole number.
     *
     * @param absent the value to return if the field is missing or null
     * @throws InvalidCall if the field is not a whole number of at least 1
     */
    static long positive(JsonNode body, String name, long absent) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return absent;
        }
        if (!value.canConvertToLong() || value.longValue() < 1) {
            throw new InvalidCall("Invalid value for '" + name + "': it must be a whole number of at least 1.", name);
        }
        return value.longValue();
    }

    /** Returns the text of a message's content, which is a string or a list of parts. */
    static String text(JsonNode content) {
        return content.isArray()
                ? StreamSupport.stream(content.spliterator(), false)
                        .map(part -> part.path("text").asText(""))
                        .collect(Collectors.joining("\n"))
                : content.asText("");
    }

    /** Returns the texts of an input, which is a string, a list of strings, or a list of tokens, written as one text. */
    static List<String> texts(JsonNode input) {
        List<String> texts = new ArrayList<>();
        if (input.isArray() && !input.path(0).isNumber()) {
            input.forEach(one -> texts.add(one.isTextual() ? one.textValue() : one.toString()));
        } else if (input.isTextual()) {
            texts.add(input.textValue());
        } else if (input.isArray()) {
            texts.add(input.toString());
        }
        if (texts.isEmpty()) {
            throw new InvalidCall("Missing required parameter: 'input'.", "input");
        }
        return texts;
    }
}
