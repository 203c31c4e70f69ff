package dev.penstock.formats;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.penstock.formats.content.TextContent;
import dev.penstock.store.UntrustedJson;
import java.io.IOException;
import java.util.Optional;

/**
 * What the beginning of a text is as JSON.
 *
 * @param first the first object or element, as far as it stands in the head; null node if there is none
 * @param problem why a text is broken that begins as JSON; empty unless it is
 */
record JsonHead(Shape shape, JsonNode first, Optional<String> problem) {
    /** How a text holds JSON. */
    enum Shape {
        /** The text is not JSON. */
        NONE,
        /** Each line is a value of its own. */
        LINES,
        /** The text is an array, or has values that stand on several lines each. */
        DOCUMENT,
        /** The text begins as a value on several lines, which is not valid. */
        BROKEN
    }

    static JsonHead of(TextContent text) {
        byte[] head = text.head();
        int from = notBlank(head, 0);
        if (from == head.length || (head[from] != '{' && head[from] != '[')) {
            return new JsonHead(Shape.NONE, NullNode.getInstance(), Optional.empty());
        }
        boolean isArray = head[from] == '[';
        try (JsonParser parser = UntrustedJson.factory().createParser(head, from, head.length - from)) {
            PartialJson reading = new PartialJson(parser);
            JsonNode first = isArray ? reading.firstElement() : reading.value();
            if (isArray) {
                return ofArray(parser, reading, first, text);
            }
            boolean isOneLine = reading.isComplete() && lineOf(parser) == 1;
            boolean isCutOff = !reading.isComplete() && lineOf(parser) == 1;
            return new JsonHead(
                    isOneLine || isCutOff ? Shape.LINES : Shape.DOCUMENT,
                    isCutOff ? wholeLine(head, from).orElse(first) : first,
                    Optional.empty());
        } catch (JsonProcessingException e) {
            return broken(e, isArray, head, from);
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory could not be read", e);
        }
    }

    /** An array is a document unless something follows it: "[1] Smith et al." is a text, and arrays on each line are lines. */
    private static JsonHead ofArray(JsonParser parser, PartialJson reading, JsonNode first, TextContent text)
            throws IOException {
        if ((first.isArray() || first.isNumber()) && lineOf(parser) > 1 && reading.isComplete()) {
            return new JsonHead(Shape.BROKEN, first, Optional.of("its list holds neither objects nor texts"));
        }
        boolean isWanted = first.isObject() || first.isTextual() || first.isMissingNode();
        Shape shape =
                isWanted && (first.isObject() || endsWithArray(parser, reading, text)) ? Shape.DOCUMENT : Shape.NONE;
        return new JsonHead(shape, first, Optional.empty());
    }

    private static boolean endsWithArray(JsonParser parser, PartialJson reading, TextContent text) throws IOException {
        try {
            JsonToken next = reading.isComplete() ? parser.currentToken() : null;
            while (next != null
                    && !(next == JsonToken.END_ARRAY
                            && parser.getParsingContext().inRoot())) {
                next = parser.nextToken();
            }
            return next == null || parser.nextToken() == null;
        } catch (JsonEOFException e) {
            return !text.isWhole();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static JsonHead broken(JsonProcessingException e, boolean isArray, byte[] head, int from) {
        Optional<JsonNode> whole = wholeLine(head, from);
        if (!isArray && whole.isPresent()) {
            return new JsonHead(Shape.LINES, whole.get(), Optional.empty());
        }
        int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
        if (line == 1 && !(isArray && beginsWithObject(head, from + 1))) {
            return new JsonHead(Shape.NONE, NullNode.getInstance(), Optional.empty());
        }
        String where = "it begins as JSON, but is not valid at line %d, column %d"
                .formatted(line, e.getLocation() == null ? 0 : e.getLocation().getColumnNr());
        return new JsonHead(Shape.BROKEN, NullNode.getInstance(), Optional.of(where));
    }

    /** Returns the first line behind the first that is an object for itself, so that only lines before it are broken. */
    private static Optional<JsonNode> wholeLine(byte[] head, int from) {
        int begin = indexOfBreak(head, from) + 1;
        while (begin < head.length) {
            int end = indexOfBreak(head, begin);
            try (JsonParser line = UntrustedJson.factory().createParser(head, begin, end - begin)) {
                PartialJson reading = new PartialJson(line);
                JsonNode value = reading.value();
                if (value.isObject() && reading.isComplete() && line.nextToken() == null) {
                    return Optional.of(value);
                }
            } catch (IOException notJson) {
                // The next line is tried.
            }
            begin = end + 1;
        }
        return Optional.empty();
    }

    private static int indexOfBreak(byte[] head, int from) {
        int at = from;
        while (at < head.length && head[at] != '\n') {
            at++;
        }
        return at;
    }

    private static int lineOf(JsonParser parser) {
        return parser.currentLocation().getLineNr();
    }

    private static boolean beginsWithObject(byte[] head, int from) {
        int at = notBlank(head, from);
        return at < head.length && head[at] == '{';
    }

    private static int notBlank(byte[] head, int from) {
        int at = from;
        while (at < head.length && (head[at] == ' ' || head[at] == '\n' || head[at] == '\r' || head[at] == '\t')) {
            at++;
        }
        return at;
    }
}
