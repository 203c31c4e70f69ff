package dev.penstock.formats;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.formats.InputLine.Unreadable;
import dev.penstock.store.UntrustedJson;
import dev.penstock.store.line.TextLine;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The elements of a JSON array of strings, each of which is a prompt as a line of text is. */
final class QuotedTextFormat implements LineFormat {
    private final PromptBody bodies;
    private @Nullable String last;

    QuotedTextFormat(PromptBody bodies) {
        this.bodies = bodies;
    }

    @Override
    public InputLine read(TextLine line) {
        last = null;
        try {
            JsonNode value = UntrustedJson.parse(line.text());
            if (value.isTextual()) {
                last = value.textValue();
                return TextFormat.prompt(line.number(), value.textValue(), bodies);
            }
        } catch (IOException e) {
            return new Unreadable(line.number(), null, InputErrorCodes.INVALID_JSON_LINE, "not valid JSON");
        }
        return new Unreadable(
                line.number(), null, InputErrorCodes.INVALID_JSON_LINE, "not a string, as the list's first element");
    }

    @Override
    public byte @Nullable [] row(TextLine line) {
        return last == null ? null : TextFormat.row(last, bodies);
    }
}
