package dev.penstock.formats;

import org.jspecify.annotations.Nullable;

/** One line of an input: either the request as read, or the reason why it is unreadable. */
public sealed interface InputLine {
    /** Returns the line's number in the source, from 1; for a record of several lines, the first one. */
    long line();

    @Nullable
    String customId();

    /**
     * A line that was read as a request, not validated yet.
     *
     * @param customId the line's custom_id; absent when the line has none
     * @param body a JSON object, unchanged from the line; absent when the line has none
     * @param reusable whether an existing answer may be reused; false where the line says "cache": false
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
     * A line that could not be read as a request.
     *
     * @param code OpenAI's error code, such as {@code invalid_json_line}
     */
    record Unreadable(long line, @Nullable String customId, String code, String message) implements InputLine {}
}
