package dev.penstock.formats;

import dev.penstock.store.line.TextLine;
import org.jspecify.annotations.Nullable;

/** Turns a line of text into a request, or the reason why it is none. */
@FunctionalInterface
interface LineFormat {
    String CHAT = "/v1/chat/completions";

    InputLine read(TextLine line);

    static InputLine prompt(long line, @Nullable String customId, byte[] body) {
        return new InputLine.Readable(line, customId, "POST", CHAT, body, true);
    }
}
