package dev.penstock.formats;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Formats of other batch APIs and data sets, recognised by the first object of an input, each with a sentence on what to do. */
enum NeighbourFormat {
    ANTHROPIC(
            "Anthropic's batch format (custom_id with params): write each request as a line"
                    + " {\"custom_id\": …, \"body\": {\"model\": …, \"messages\": […]}}, with system as a first message",
            first -> first.path("params").path("messages").isArray()
                    || first.path("requests").path(0).path("params").isObject()),
    GEMINI(
            "Gemini's batch format (contents with parts): write each request as a line"
                    + " {\"custom_id\": …, \"body\": {\"model\": …, \"messages\": [{\"role\": \"user\", \"content\": …}]}}",
            first -> first.path("request").path("contents").isArray()
                    || first.path("contents").path(0).path("parts").isArray()),
    BEDROCK(
            "Amazon Bedrock's batch format (recordId with modelInput): write each request as a line"
                    + " {\"custom_id\": …, \"body\": {\"model\": …, \"messages\": […]}}",
            first -> first.path("modelInput").isObject()),
    RESULTS(
            "a file of a batch's results, not of its requests: give the file from which the batch was made",
            first -> first.has("custom_id") && first.has("response") && first.has("error")),
    SHARE_GPT(
            "a file of conversations (from and value): write each as a line {\"messages\": [{\"role\": …, \"content\": …}]}",
            first -> first.path("conversations").path(0).has("from")),
    TEXT_GENERATION(
            "Hugging Face's format (inputs with parameters): give --prompt '{{inputs}}', and the parameters as options",
            first ->
                    first.path("inputs").isTextual() && first.path("parameters").isObject());

    private final String sentence;
    private final Predicate<JsonNode> recognised;

    NeighbourFormat(String sentence, Predicate<JsonNode> recognised) {
        this.sentence = sentence;
        this.recognised = recognised;
    }

    /**
     * Returns what an input is that begins with this object, and what to do; empty for what can be read.
     *
     * @param isDocument whether the object stands on several lines, and so may hold the whole input
     */
    static Optional<String> find(JsonNode first, boolean isDocument, PromptBody bodies) {
        if (bodies.hasTemplate() && bodies.neededFields().stream().allMatch(name -> has(first, name))) {
            return Optional.empty();
        }
        return Arrays.stream(values())
                .filter(format -> format.recognised.test(first))
                .findFirst()
                .map(format -> "it is " + format.sentence)
                .or(() -> isDocument ? listWithin(first) : Optional.empty());
    }

    private static boolean has(JsonNode fields, String place) {
        int dot = place.indexOf('.');
        return fields.has(place) || (dot > 0 && fields.has(place.substring(0, dot)));
    }

    /** An object with a list of objects or texts in it is read as one request only if it is one. */
    private static Optional<String> listWithin(JsonNode first) {
        if (first.has("messages") || first.has("body") || first.has("input") || first.has(PromptBody.PROMPT)) {
            return Optional.empty();
        }
        return first.properties().stream()
                .filter(member -> isList(member.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .map(name -> ("it is one JSON object whose \"%s\" is a list: give the list alone,"
                                + " as `jq -c '.[\"%s\"][]' FILE > prompts.jsonl` writes it")
                        .formatted(name, name));
    }

    private static boolean isList(JsonNode value) {
        return value.isArray() && (value.path(0).isObject() || value.path(0).isTextual());
    }
}
