package dev.penstock.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;

/** A block of a message's content that arrives in parts: a text, a call of a tool, reasoning. */
final class StreamedBlock {
    private static final String INPUT = "input";

    private final ObjectNode block;
    /** The texts that grow, by the names of their fields; a tool's input is one as long as it is not whole. */
    private final Map<String, StringBuilder> texts = new LinkedHashMap<>();

    StreamedBlock(ObjectNode block) {
        this.block = block;
    }

    void add(JsonNode delta) {
        switch (delta.path("type").asText("")) {
            case "text_delta" -> append("text", delta.path("text"));
            case "thinking_delta" -> append("thinking", delta.path("thinking"));
            case "signature_delta" -> append("signature", delta.path("signature"));
            case "input_json_delta" -> append(INPUT, delta.path("partial_json"));
            case "citations_delta" -> block.withArrayProperty("citations").add(delta.path("citation"));
            default -> {
                // A kind of part that is not known yet.
            }
        }
    }

    ObjectNode whole() {
        texts.forEach((name, text) -> {
            if (name.equals(INPUT)) {
                JsonNode input = JsonText.parse(text.toString());
                block.set(INPUT, input.isMissingNode() ? JsonText.MAPPER.createObjectNode() : input);
            } else {
                block.put(name, text.toString());
            }
        });
        return block;
    }

    private void append(String name, JsonNode text) {
        texts.computeIfAbsent(
                        name,
                        first -> new StringBuilder(
                                first.equals(INPUT) ? "" : block.path(first).asText("")))
                .append(text.asText(""));
    }
}
