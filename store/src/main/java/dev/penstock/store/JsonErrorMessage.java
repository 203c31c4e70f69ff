package dev.penstock.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Translates a JSON parser's errors into messages for the author of the text. */
enum JsonErrorMessage {
    ENDS("end-of-input", "the text ends where a quote, a closing brace or a bracket was expected"),
    MORE("Trailing token|more than one JSON|root-level", "nothing was expected after the first object, but %s follows"),
    UNOPENED("close marker", "%s has no opening bracket or brace before it"),
    NAME("start field name", "a name in double quotes was expected, not %s"),
    COLON("expecting a colon", "a colon was expected, not %s"),
    COMMA("expecting comma", "a comma or the end of the object or array was expected, not %s"),
    CONTROL("CTRL-CHAR", "a tab or another control character in a string has to be written as \\t or \\u0009"),
    ESCAPE(
            "character escape|hex-digit",
            "after a backslash one of \" \\ / b f n r t was expected, or u and four hexadecimal digits, not %s"),
    NUMBER("numeric value", "the number is wrong at %s"),
    VALUE(
            "expected a value|Unrecognized token|Non-standard token|UTF-8 start byte",
            "a string in double quotes, a number, true, false, null, an object or an array was expected, not %s"),
    DEEP("nesting depth", "objects and arrays are nested too deep"),
    MANY("Token count", "there are more than %,d names and values".formatted(SizeLimits.JSON_TOKENS)),
    LONG("exceeds the maximum", "a string or number is too long");

    private static final Pattern WORD = Pattern.compile("[\\p{Alnum}_.-]{1,20}|.", Pattern.DOTALL);
    private static final int SHOWN_BYTES = 100;

    private final Pattern parserMessage;
    private final String explanation;

    JsonErrorMessage(String parserMessage, String explanation) {
        this.parserMessage = Pattern.compile(parserMessage);
        this.explanation = explanation;
    }

    /** Returns a message such as {@code not valid JSON at column 8: a colon was expected, not '1'}. */
    static String explain(JsonProcessingException mistake, byte[] text) {
        JsonLocation location = mistake.getLocation();
        if (location != null && isBehind(location, text)) {
            return "not valid JSON at character " + location.getCharOffset();
        }
        int at = location == null ? -1 : letterAt((int) location.getByteOffset(), text);
        String place = at < 0 ? "" : " at " + place(new String(text, 0, at, UTF_8));
        String meaning = of(mistake.getOriginalMessage(), at, text)
                .map(known -> ": " + known.explanation.formatted(wordAt(Math.max(at, 0), text)))
                .orElse("");
        return "not valid JSON" + place + meaning;
    }

    /** Returns where a text ends that comes before a mistake; the line only if it is not the first one. */
    private static String place(String before) {
        int column = before.length() - before.lastIndexOf('\n');
        return before.contains("\n")
                ? "line %d, column %d"
                        .formatted(
                                before.chars().filter(letter -> letter == '\n').count() + 1, column)
                : "column " + column;
    }

    /** Whether the mistake is not in this text, which is only the beginning of a text that was read as a stream. */
    private static boolean isBehind(JsonLocation location, byte[] text) {
        return location.getByteOffset() < 0 && location.getCharOffset() >= 0 || location.getByteOffset() > text.length;
    }

    private static Optional<JsonErrorMessage> of(String parserMessage, int at, byte[] text) {
        // Complete JSON before the error: a line of a JSON array, with a comma behind each object.
        if (at > 0 && Json.isJson(Arrays.copyOf(text, at))) {
            return Optional.of(MORE);
        }
        return Arrays.stream(values())
                .filter(known -> known.parserMessage.matcher(parserMessage).find())
                .findFirst();
    }

    /** Returns the word at this byte in single quotes, or "the line's end". */
    static String wordAt(int at, byte[] text) {
        Matcher word = WORD.matcher(new String(text, at, Math.min(SHOWN_BYTES, text.length - at), UTF_8));
        return word.lookingAt() ? "'" + word.group() + "'" : "the line's end";
    }

    /** Returns the first byte of the character at this offset; parsers may stop within a character. */
    private static int letterAt(int offset, byte[] text) {
        int at = Math.clamp(offset, 0, text.length);
        while (at > 0 && at < text.length && (text[at] & 0xC0) == 0x80) {
            at--;
        }
        return at;
    }
}
