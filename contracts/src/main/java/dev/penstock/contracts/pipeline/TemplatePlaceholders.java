package dev.penstock.contracts.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The placeholders in a template, which are written in double braces: {@code {{text}}}, {@code {{ author.name }}}. */
public final class TemplatePlaceholders {
    /** The placeholder root of the line's fields: {@code {{input.text}}}. */
    public static final String INPUT = "input";

    /** The placeholder in the prompt of a reduce stage for a group's answers, one below the other. */
    public static final String ANSWERS = "answers";

    /** The beginning of a placeholder for a file: {@code {{file:rules.txt}}}. */
    public static final String FILE = "file:";

    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    private static final String BLANKS = " \t\n\u000B\f\r";

    private TemplatePlaceholders() {}

    /**
     * A text and the placeholder that follows it.
     *
     * @param place the placeholder without braces; null at the template's end
     */
    public record Part(String before, @Nullable String place) {}

    /** Cuts a template at its placeholders, in time that grows with its length only. */
    public static List<Part> parts(String template) {
        List<Part> parts = new ArrayList<>();
        int end = 0;
        int open = template.indexOf(OPEN);
        while (open >= 0) {
            int from = open + OPEN.length();
            int close = nextBrace(template, from);
            if (close > from && template.startsWith(CLOSE, close)) {
                parts.add(new Part(template.substring(end, open), name(template.substring(from, close))));
                end = close + CLOSE.length();
                open = template.indexOf(OPEN, end);
            } else {
                open = template.indexOf(OPEN, open + 1);
            }
        }
        parts.add(new Part(template.substring(end), null));
        return parts;
    }

    static List<String> in(String template) {
        return parts(template).stream()
                .map(Part::place)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Returns the first part of a placeholder, such as {@code extract} of {@code extract.price}. */
    public static String root(String place) {
        int dot = place.indexOf('.');
        return dot < 0 ? place : place.substring(0, dot);
    }

    static boolean hasField(String place) {
        return place.indexOf('.') >= 0;
    }

    private static int nextBrace(String template, int from) {
        int at = from;
        while (at < template.length() && template.charAt(at) != '{' && template.charAt(at) != '}') {
            at++;
        }
        return at;
    }

    /** Returns the text between the braces without blanks around it; of blanks alone, the last one. */
    private static String name(String written) {
        int from = 0;
        int to = written.length();
        while (to > from && isBlank(written, to - 1)) {
            to--;
        }
        while (from < to && isBlank(written, from)) {
            from++;
        }
        return to == from ? written.substring(written.length() - 1) : written.substring(from, to);
    }

    private static boolean isBlank(String text, int at) {
        return BLANKS.indexOf(text.charAt(at)) >= 0;
    }
}
