package dev.penstock.formats;

import org.jspecify.annotations.Nullable;

/** One line of an input: a request as far as it could be read, or why it could not. */
public sealed interface InputLine {
    /** In the source, from 1; of several lines the first. */
    long line();

    @Nullable
    String customId();

    /**
     * What the line asks for; not checked yet.
     *
     * @param customId absent when the line has none
     * @param body JSON, an object, as it stands in the line
     * @param reusable whether it may have an answer that is there already; not where the line says "cache": false
     */
    record Readable(
            long line,
            @Nullable String customId,
            @Nullable String method,
            @Nullable String url,
            byte @Nullable [] body,
            boolean reusable)
            implements InputLine {}

    /**
     * @param code OpenAI's, such as {@code invalid_json_line}
     */
    record Unreadable(long line, @Nullable String customId, String code, String message) implements InputLine {}
}
