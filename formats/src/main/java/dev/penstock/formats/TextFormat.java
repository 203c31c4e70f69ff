package dev.penstock.formats;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.formats.InputLine.Unreadable;
import dev.penstock.store.Json;
import dev.penstock.store.UntrustedJson;
import dev.penstock.store.line.TextLine;
import java.io.IOException;
import java.util.List;

/** Plain text: each line is a prompt, or the field {@code text} of the prompt's template. */
final class TextFormat implements LineFormat {
    private final PromptBody bodies;
    private final Windows1252 encoding = new Windows1252();

    TextFormat(PromptBody bodies) {
        this.bodies = bodies;
    }

    /** Returns the format of a JSON array of strings, each of which is a prompt as a line of text is. */
    static LineFormat quoted(PromptBody bodies) {
        return line -> {
            try {
                JsonNode value = UntrustedJson.parse(line.text());
                if (value.isTextual()) {
                    return prompt(line.number(), value.asText(), bodies);
                }
            } catch (IOException e) {
                return new Unreadable(line.number(), null, InputErrorCodes.INVALID_JSON_LINE, "not valid JSON");
            }
            return new Unreadable(
                    line.number(),
                    null,
                    InputErrorCodes.INVALID_JSON_LINE,
                    "not a string, as the list's first element");
        };
    }

    @Override
    public boolean readsAnyBytes() {
        return true;
    }

    @Override
    public InputLine read(TextLine line) {
        return encoding.decode(line.text())
                .map(text -> prompt(line.number(), text, bodies))
                .orElseGet(() ->
                        new Unreadable(line.number(), null, InputErrorCodes.INVALID_JSON_LINE, encoding.problem()));
    }

    @Override
    public List<String> remarks() {
        return encoding.remarks();
    }

    private static InputLine prompt(long line, String prompt, PromptBody bodies) {
        return FieldsFormat.ofFields(
                line,
                Json.MAPPER
                        .createObjectNode()
                        .put(PromptBody.PROMPT, prompt)
                        .put("line", prompt)
                        .put("text", prompt),
                bodies);
    }
}
