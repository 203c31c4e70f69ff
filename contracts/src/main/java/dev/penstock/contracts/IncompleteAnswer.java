package dev.penstock.contracts;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ways in which an answer that was paid for can be incomplete. */
public enum IncompleteAnswer {
    /** The answer ends at the token limit ({@code finish_reason} length). */
    TRUNCATED,
    /** A filter of the provider kept the answer or a part of it back ({@code finish_reason} content_filter). */
    FILTERED,
    /** The model declined to answer; a refusal is the provider's, of a request. */
    DECLINED,
    /** Nothing in the answer is for the reader; it is a dead letter, {@code empty_answer}. */
    EMPTY;

    /** The names of all, as people write them. */
    public static final String NAMES =
            Stream.of(values()).map(IncompleteAnswer::text).collect(Collectors.joining(", "));

    /** Returns the name as people write it: {@code truncated}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads names from one text with commas, or from a list of texts.
     *
     * @return the named ones in the order of this enum, each once; empty if a name is unknown or there is none
     */
    public static Optional<List<IncompleteAnswer>> parse(Object names) {
        Stream<String> texts = switch (names) {
            case String text -> Stream.of(text.split(",", -1));
            case Collection<?> list -> list.stream().map(String::valueOf);
            default -> Stream.of("");
        };
        List<String> wanted =
                texts.map(text -> text.strip().toLowerCase(Locale.ROOT)).toList();
        List<IncompleteAnswer> found = Arrays.stream(values())
                .filter(one -> wanted.contains(one.text()))
                .toList();
        boolean allAreKnown = wanted.stream()
                .allMatch(text -> found.stream().anyMatch(one -> one.text().equals(text)));
        return allAreKnown && !found.isEmpty() ? Optional.of(found) : Optional.empty();
    }
}
