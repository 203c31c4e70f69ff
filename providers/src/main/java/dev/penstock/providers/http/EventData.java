package dev.penstock.providers.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.providers.JsonText;
import java.util.List;
import java.util.Optional;

/**
 * Puts server-sent events together from their lines. An event's data may be spread over several lines and end with an empty one;
 * many providers' events have one line each, which is an event by itself.
 */
final class EventData {
    private static final String DATA = "data:";
    private static final String EVENT = "event:";
    private static final String COMMENT = ":";
    /** Fields of events that have no part in an answer. */
    private static final List<String> UNUSED = List.of("id:", "retry:");

    private static final String END = "[DONE]";

    private final StringBuilder lines = new StringBuilder();
    private String name = "";
    private String raw = "";
    private boolean isDone;

    /** Returns whether a body without comments begins as events do, whatever its content type says. */
    static boolean beginIn(String body) {
        return body.startsWith(DATA) || body.startsWith(EVENT) || isUnused(body);
    }

    /** Returns a body without the comments before it, which keep the line open until the answer is there. */
    static String withoutComments(String body) {
        int from = skipBlanks(body, 0);
        if (!body.startsWith(COMMENT, from)) {
            return body;
        }
        // By its index: a body may be of millions of comments.
        while (body.startsWith(COMMENT, from)) {
            int end = body.indexOf('\n', from);
            from = end < 0 ? body.length() : skipBlanks(body, end + 1);
        }
        return body.substring(from);
    }

    private static int skipBlanks(String body, int from) {
        int index = from;
        while (index < body.length() && Character.isWhitespace(body.charAt(index))) {
            index++;
        }
        return index;
    }

    /** Returns whether a line of a stream belongs to no event: the stream may be a plain body. */
    static boolean isForeign(String line) {
        return !line.isBlank()
                && !line.startsWith(DATA)
                && !line.startsWith(EVENT)
                && !line.startsWith(COMMENT)
                && !isUnused(line);
    }

    private static boolean isUnused(String line) {
        return UNUSED.stream().anyMatch(line::startsWith);
    }

    /** Takes a line and returns the event that it completes, if any. */
    Optional<JsonNode> line(String line) {
        if (line.startsWith(EVENT)) {
            name = line + "\n";
            return Optional.empty();
        }
        if (line.isEmpty()) {
            return end();
        }
        if (!line.startsWith(DATA)) {
            return Optional.empty(); // a comment, an id
        }
        String data = line.substring(DATA.length()).strip();
        if (data.equals(END)) {
            isDone = true;
            return Optional.empty();
        }
        boolean isFirst = lines.isEmpty();
        lines.append(isFirst ? "" : "\n").append(data);
        return isFirst && data.endsWith("}") ? complete() : Optional.empty();
    }

    /** Returns the event that ends here, if any. */
    Optional<JsonNode> end() {
        Optional<JsonNode> event = complete();
        lines.setLength(0);
        return event;
    }

    /** Returns whether no line of an event has come that is not complete. */
    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Returns the latest event as it came, with its name. */
    String raw() {
        return raw;
    }

    /** Returns whether the mark of the stream's end has come. */
    boolean isDone() {
        return isDone;
    }

    private Optional<JsonNode> complete() {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        String data = lines.toString();
        JsonNode json = JsonText.parse(data);
        if (json.isMissingNode()) {
            json = JsonText.mended(data).map(JsonText::parse).orElse(json);
        }
        if (!json.isObject()) {
            return Optional.empty();
        }
        lines.setLength(0);
        raw = name + DATA + " " + data.replace("\n", "\n" + DATA + " ") + "\n\n";
        name = "";
        return Optional.of(json);
    }
}
