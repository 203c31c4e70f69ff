package dev.penstock.providers.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.contracts.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the words in an error: a text, a list of details, or the title of a page. */
final class ErrorReason {
    private static final int LONGEST = 500;
    private static final int LONGEST_PLAIN_BODY = 200;
    /** The part of a page in which its title is looked for, which takes the square of its length. */
    private static final int LONGEST_HEAD = 16 << 10;

    private static final List<String> NAMES = List.of(
            "message",
            "msg",
            "status_msg",
            "error_msg",
            "errmsg",
            "detail",
            "error",
            "errors",
            "error_description",
            "title",
            "reason");
    /** Matches white space, also the line ends of Unicode, such as U+2028. */
    private static final Pattern SPACE = Pattern.compile("(?U)\\s+");

    /** The least characters that no text has, at the beginning of a body, which make it something else than text. */
    private static final int BINARY = 3;

    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.*?)</title>");

    private ErrorReason() {}

    /** Returns what an error says in words; empty if nothing. */
    static String of(JsonNode error) {
        return shortened(text(error));
    }

    /** Returns what a body is that is not JSON: "an HTML page titled …". */
    static String describe(String body) {
        String text = body.strip();
        if (text.isEmpty()) {
            return "an empty body";
        }
        if (text.startsWith("<")) {
            return title(text)
                    .map("an HTML page titled \"%s\""::formatted)
                    .orElse("an HTML or XML page without a title");
        }
        if (isBinary(text)) {
            return "bytes that are no text";
        }
        return text.startsWith("{") || text.startsWith("[")
                ? "a body that is not a complete JSON object"
                : "a text that is not JSON: " + shortened(text, LONGEST_PLAIN_BODY);
    }

    static String shortened(String message) {
        return shortened(message, LONGEST);
    }

    /** Returns the beginning of a message as one line. */
    private static String shortened(String message, int longest) {
        return PrintableText.shortened(SPACE.matcher(message).replaceAll(" ").strip(), longest);
    }

    private static Optional<String> title(String page) {
        Matcher matcher = TITLE.matcher(page.substring(0, Math.min(page.length(), LONGEST_HEAD)));
        return matcher.find()
                ? Optional.of(unescaped(shortened(matcher.group(1)))).filter(title -> !title.isEmpty())
                : Optional.empty();
    }

    /** Replaces the character references that titles of error pages have. */
    private static String unescaped(String title) {
        return title.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&middot;", "·")
                .replace("&amp;", "&");
    }

    private static boolean isBinary(String text) {
        return text.chars()
                        .limit(LONGEST_PLAIN_BODY)
                        .filter(letter -> letter == '\uFFFD' || (letter < ' ' && !Character.isWhitespace(letter)))
                        .count()
                >= BINARY;
    }

    private static String text(JsonNode error) {
        if (error.isTextual()) {
            return error.textValue();
        }
        if (error.isArray()) {
            List<String> all = new ArrayList<>();
            error.forEach(one -> all.add(text(one)));
            return all.stream().filter(one -> !one.isBlank()).collect(Collectors.joining("; "));
        }
        for (String name : error.isObject() ? NAMES : List.<String>of()) {
            String found = text(error.path(name));
            if (!found.isBlank()) {
                return place(error) + found + upstream(error);
            }
        }
        return "";
    }

    /** Returns the place in the request that a detail of FastAPI or Mistral is about. */
    private static String place(JsonNode detail) {
        List<String> parts = new ArrayList<>();
        detail.path("loc").forEach(part -> parts.add(part.asText()));
        return parts.isEmpty() ? "" : String.join(".", parts) + ": ";
    }

    /** Returns what the provider behind a reseller said (OpenRouter, "Errors"). */
    private static String upstream(JsonNode error) {
        JsonNode raw = error.at("/metadata/raw");
        String text = raw.isTextual() ? raw.textValue() : raw.isMissingNode() ? "" : raw.toString();
        return text.isBlank() ? "" : ": " + text.strip();
    }
}
