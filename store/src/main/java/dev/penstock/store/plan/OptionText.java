package dev.penstock.store.plan;

import dev.penstock.store.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** The values of a specification as texts, by which two of them are compared and shown. */
public final class OptionText {
    private OptionText() {}

    /** Returns an object as JSON, in which the text "1" and the number 1 differ, and any other value as it is printed. */
    public static String of(Object value) {
        if (!(value instanceof Map<?, ?>)) {
            return value.toString();
        }
        try {
            // Read once more, because a number may be kept in several classes that write it in several ways.
            return Json.MAPPER.readTree(Json.MAPPER.writeValueAsBytes(value)).toString();
        } catch (IOException e) {
            throw new UncheckedIOException("a value of a specification is not JSON", e);
        }
    }
}
