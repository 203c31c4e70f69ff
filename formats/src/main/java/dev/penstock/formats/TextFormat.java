package dev.penstock.formats;

import dev.penstock.formats.InputLine.Unreadable;
import dev.penstock.store.Json;
import dev.penstock.store.line.TextLine;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plain text: each line is a prompt, or the field {@code text} of the prompt's template. */
final class TextFormat implements LineFormat {
    private static final String TEXT = "text";

    private final PromptBody bodies;
    private final Windows1252 encoding = new Windows1252();
    private @Nullable String last;

    TextFormat(PromptBody bodies) {
        this.bodies = bodies;
    }

    @Override
    public boolean readsAnyBytes() {
        return true;
    }

    @Override
    public InputLine read(TextLine line) {
        last = encoding.decode(line.text()).orElse(null);
        return last == null
                ? new Unreadable(line.number(), null, InputErrorCodes.INVALID_JSON_LINE, encoding.problem())
                : prompt(line.number(), last, bodies);
    }

    @Override
    public byte @Nullable [] row(TextLine line) {
        return last == null ? null : row(last, bodies);
    }

    static byte[] row(String prompt, PromptBody bodies) {
        return bodies.row(Json.MAPPER.createObjectNode().put(TEXT, prompt));
    }

    @Override
    public List<String> remarks() {
        return Stream.concat(encoding.remarks().stream(), bodies.remarks().stream())
                .toList();
    }

    static InputLine prompt(long line, String prompt, PromptBody bodies) {
        return FieldsFormat.ofFields(
                line,
                Json.MAPPER
                        .createObjectNode()
                        .put(PromptBody.PROMPT, prompt)
                        .put("line", prompt)
                        .put(TEXT, prompt),
                bodies);
    }
}
