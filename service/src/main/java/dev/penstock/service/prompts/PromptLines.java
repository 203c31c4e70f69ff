package dev.penstock.service.prompts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.penstock.service.errors.ApiFailure;
import dev.penstock.store.Json;
import java.util.Iterator;
import java.util.Map;

/** Writes prompts as input lines; a prompt is a text, or an object with the fields of the batch's template. */
final class PromptLines {
    private PromptLines() {}

    static Iterator<byte[]> of(JsonNode prompts) {
        if (!(prompts instanceof ArrayNode) || prompts.isEmpty()) {
            throw ApiFailure.invalid(
                    "prompts must be a list of strings, or of objects with the fields of the prompt template",
                    "prompts",
                    null);
        }
        int number = 0;
        for (JsonNode prompt : prompts) {
            number++;
            if (!prompt.isTextual() && !prompt.isObject()) {
                throw ApiFailure.invalid(
                        "prompt %d is neither a string nor an object".formatted(number), "prompts", null);
            }
        }
        Iterator<JsonNode> each = prompts.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return each.hasNext();
            }

            @Override
            public byte[] next() {
                return line(each.next());
            }
        };
    }

    private static byte[] line(JsonNode prompt) {
        try {
            return Json.MAPPER.writeValueAsBytes(prompt.isObject() ? prompt : Map.of("prompt", prompt));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree could not be written", e);
        }
    }
}
