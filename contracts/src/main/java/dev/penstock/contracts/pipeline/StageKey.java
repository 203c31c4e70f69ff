package dev.penstock.contracts.pipeline;

import dev.penstock.contracts.EditDistance;
import dev.penstock.contracts.SpecLimits;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys of a {@link Stage}, and what each may hold. */
public enum StageKey {
    /** The name of the stage, its results and their folder. */
    NAME("a name of at most 40 letters, digits, - or _, beginning with a letter", StageKey::isName),
    /** The model; by default the batch's. */
    MODEL("a model's name", value -> isText(value, SpecLimits.NAME_LETTERS)),
    /** A template over the line's fields and earlier stages' answers: {@code Analyse {{extract}}}. */
    PROMPT(
            "a template such as \"Summarise: {{input.text}}\", of at most 1,048,576 letters",
            value -> isText(value, SpecLimits.PROMPT_LETTERS)),
    SYSTEM(
            "a text of at most 1,048,576 letters",
            value -> value instanceof String text && text.length() <= SpecLimits.PROMPT_LETTERS),
    MAX_TOKENS("a whole number from 1", value -> isWhole(value, 1, 10_000_000)),
    TEMPERATURE(
            "a number from 0 to 2",
            value -> value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= 2),
    /** The stage's requests at once, over the whole batch. */
    CONCURRENCY("a whole number from 1 to 10000", value -> isWhole(value, 1, 10_000)),
    EXPECTS("text, json or json_schema", isOneOf(AnswerExpectation.values())),
    /** The JSON schema of answers, with {@code expects: json_schema}. */
    SCHEMA("a JSON schema", value -> value instanceof Map<?, ?>),
    KIND("map, vote or reduce", isOneOf(StageKind.values())),
    /** The number of answers to each request of a vote. */
    SAMPLES("a whole number from 2 to 100", value -> isWhole(value, 2, 100)),
    /** The number of answers that a reduce stage combines into one. */
    GROUP("a whole number from 2 to 1000", value -> isWhole(value, 2, 1000)),
    /** The pool; by default the one that serves the model. */
    POOL("a pool's name", value -> isText(value, SpecLimits.NAME_LETTERS));

    private final String expected;
    private final Predicate<Object> valid;

    StageKey(String expected, Predicate<Object> valid) {
        this.expected = expected;
        this.valid = valid;
    }

    /** Returns the key as it is written in JSON: {@code max_tokens}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<StageKey> find(String name) {
        return Arrays.stream(values()).filter(key -> key.text().equals(name)).findFirst();
    }

    static String nearest(String name) {
        return Stream.of(values())
                .map(StageKey::text)
                .min(Comparator.comparingInt(text -> EditDistance.between(text, name)))
                .orElseThrow();
    }

    boolean takes(Object value) {
        return valid.test(value);
    }

    String expected() {
        return expected;
    }

    private static boolean isName(Object value) {
        return value instanceof String text && text.matches("[A-Za-z][A-Za-z0-9_-]{0,39}");
    }

    private static boolean isText(Object value, int most) {
        return value instanceof String text && text.length() <= most && !text.isBlank();
    }

    private static boolean isWhole(Object value, long min, long max) {
        return (value instanceof Integer || value instanceof Long)
                && ((Number) value).longValue() >= min
                && ((Number) value).longValue() <= max;
    }

    private static Predicate<Object> isOneOf(Enum<?>[] values) {
        String known = Stream.of(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("|"));
        return value -> value instanceof String text && text.matches(known);
    }
}
