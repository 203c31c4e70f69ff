package dev.penstock.contracts.pipeline;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The placeholders in a template, which are written in double braces. */
public final class TemplatePlaceholders {
    /** The placeholder root of the line's fields: {@code {{input.text}}}. */
    public static final String INPUT = "input";

    /** The placeholder in the prompt of a reduce stage for a group's answers, one below the other. */
    public static final String ANSWERS = "answers";

    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([^{}]+?)\\s*}}");

    private TemplatePlaceholders() {}

    static List<String> in(String template) {
        Matcher matcher = PLACE.matcher(template);
        return matcher.results().map(place -> place.group(1)).toList();
    }

    /** Returns the first part of a placeholder, such as {@code extract} of {@code extract.price}. */
    public static String root(String place) {
        int dot = place.indexOf('.');
        return dot < 0 ? place : place.substring(0, dot);
    }

    static boolean hasField(String place) {
        return place.indexOf('.') >= 0;
    }
}
