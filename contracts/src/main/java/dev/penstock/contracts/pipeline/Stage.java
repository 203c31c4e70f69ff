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

/** One stage of a pipeline, kept as typed; see {@link StageKey} for its fields. */
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

    /** Returns how many answers a request gets. */
    public int samples() {
        return kind() == StageKind.VOTE
                ? number(StageKey.SAMPLES).map(Number::intValue).orElse(DEFAULT_SAMPLES)
                : 1;
    }

    /** Returns how many answers a reduce stage combines into one. */
    public int group() {
        return number(StageKey.GROUP).map(Number::intValue).orElse(DEFAULT_GROUP);
    }

    public boolean isReduce() {
        return kind() == StageKind.REDUCE;
    }

    /** Returns the placeholders in the prompt and the system message. */
    public Set<String> places() {
        Set<String> places = new LinkedHashSet<>(TemplatePlaceholders.in(prompt()));
        system().ifPresent(text -> places.addAll(TemplatePlaceholders.in(text)));
        return places;
    }

    /** Returns whether the prompt or the system message contains an answer of the named stage. */
    public boolean refersTo(String stage) {
        return places().stream()
                .anyMatch(place -> TemplatePlaceholders.root(place).equals(stage));
    }

    /** Returns the fields that say what the stage asks, without those that only say how it runs. */
    public Map<String, String> requestOptions() {
        Map<String, String> requestOptions = new TreeMap<>();
        // As texts: a number read from one file may have another class than one read from another file.
        fields.forEach((key, value) -> requestOptions.put(key, value.toString()));
        requestOptions.remove(StageKey.CONCURRENCY.text());
        return requestOptions;
    }

    private Optional<String> text(StageKey key) {
        return fields.get(key.text()) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private Optional<Number> number(StageKey key) {
        return fields.get(key.text()) instanceof Number number ? Optional.of(number) : Optional.empty();
    }
}
