package dev.penstock.contracts.pipeline;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One stage of a pipeline, kept as it was typed; see {@link StageKey} for what it may have. */
public record Stage(@JsonValue Map<String, Object> fields) {
    private static final int DEFAULT_SAMPLES = 3;
    private static final int DEFAULT_GROUP = 10;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Stage {
        fields = new LinkedHashMap<>(fields);
    }

    public String name() {
        return text(StageKey.NAME).orElseThrow();
    }

    public String prompt() {
        return text(StageKey.PROMPT).orElseThrow();
    }

    public Optional<String> system() {
        return text(StageKey.SYSTEM);
    }

    public Optional<String> model() {
        return text(StageKey.MODEL);
    }

    public Optional<String> pool() {
        return text(StageKey.POOL);
    }

    public Optional<Integer> maxTokens() {
        return number(StageKey.MAX_TOKENS).map(Number::intValue);
    }

    public Optional<Double> temperature() {
        return number(StageKey.TEMPERATURE).map(Number::doubleValue);
    }

    public Optional<Integer> concurrency() {
        return number(StageKey.CONCURRENCY).map(Number::intValue);
    }

    public AnswerExpectation expects() {
        return text(StageKey.EXPECTS)
                .map(text -> AnswerExpectation.valueOf(text.toUpperCase(Locale.ROOT)))
                .orElse(AnswerExpectation.TEXT);
    }

    public Optional<Map<?, ?>> schema() {
        return Optional.ofNullable(fields.get(StageKey.SCHEMA.text())).map(Map.class::cast);
    }

    public StageKind kind() {
        return text(StageKey.KIND)
                .map(text -> StageKind.valueOf(text.toUpperCase(Locale.ROOT)))
                .orElse(StageKind.MAP);
    }

    /** How many answers a request gets. */
    public int samples() {
        return kind() == StageKind.VOTE
                ? number(StageKey.SAMPLES).map(Number::intValue).orElse(DEFAULT_SAMPLES)
                : 1;
    }

    /** How many answers a reduce makes one of. */
    public int group() {
        return number(StageKey.GROUP).map(Number::intValue).orElse(DEFAULT_GROUP);
    }

    public boolean isReduce() {
        return kind() == StageKind.REDUCE;
    }

    /** What its prompt and system message have in double braces. */
    public Set<String> places() {
        Set<String> places = new LinkedHashSet<>(TemplatePlaceholders.in(prompt()));
        system().ifPresent(text -> places.addAll(TemplatePlaceholders.in(text)));
        return places;
    }

    /** Whether its prompt has an answer of this stage in it. */
    public boolean refersTo(String stage) {
        return places().stream()
                .anyMatch(place -> TemplatePlaceholders.root(place).equals(stage));
    }

    /** The same, as far as it says what is asked and not how. */
    public Map<String, String> asked() {
        Map<String, String> asked = new TreeMap<>();
        // As texts: a number read from one file is of another class than one read from another.
        fields.forEach((key, value) -> asked.put(key, value.toString()));
        asked.remove(StageKey.CONCURRENCY.text());
        return asked;
    }

    private Optional<String> text(StageKey key) {
        return fields.get(key.text()) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private Optional<Number> number(StageKey key) {
        return fields.get(key.text()) instanceof Number number ? Optional.of(number) : Optional.empty();
    }
}
