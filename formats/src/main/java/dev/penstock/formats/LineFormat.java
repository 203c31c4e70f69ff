package dev.penstock.formats;

import dev.penstock.store.line.TextLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a line of text into a request, or the reason why it is none. */
@FunctionalInterface
interface LineFormat {
    String CHAT = "/v1/chat/completions";

    InputLine read(TextLine line);

    /** Returns whether the format decides itself what bytes mean that are not UTF-8. */
    default boolean readsAnyBytes() {
        return false;
    }

    /** Returns the columns of the line that was read last, as a JSON object; null if it has none beside its custom_id. */
    default byte @Nullable [] row(TextLine line) {
        return null;
    }

    /** Returns sentences for the user about how the lines so far were read. */
    default List<String> remarks() {
        return List.of();
    }

    static InputLine prompt(long line, @Nullable String customId, byte[] body) {
        return request(line, customId, CHAT, body);
    }

    static InputLine request(long line, @Nullable String customId, String url, byte[] body) {
        return new InputLine.Readable(line, customId, "POST", url, body, true);
    }
}
