package dev.penstock.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts of requests whose last answer lacks something, by what it lacks; see {@link IncompleteAnswer}. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record IncompleteAnswers(long truncated, long filtered, long refused, long empty) {
    public static final IncompleteAnswers NONE = new IncompleteAnswers(0, 0, 0, 0);

    /**
     * Returns the count of one request.
     *
     * @param lacks null = the answer lacks nothing
     */
    public static IncompleteAnswers of(@Nullable IncompleteAnswer lacks) {
        return switch (lacks) {
            case null -> NONE;
            case TRUNCATED -> new IncompleteAnswers(1, 0, 0, 0);
            case FILTERED -> new IncompleteAnswers(0, 1, 0, 0);
            case REFUSED -> new IncompleteAnswers(0, 0, 1, 0);
            case EMPTY -> new IncompleteAnswers(0, 0, 0, 1);
        };
    }

    public IncompleteAnswers plus(IncompleteAnswers other) {
        return new IncompleteAnswers(
                truncated + other.truncated, filtered + other.filtered, refused + other.refused, empty + other.empty);
    }

    /** Returns the counts that are not zero for people, as in "12 truncated, 3 filtered"; empty if all are zero. */
    public String text() {
        return Stream.of(
                        text(truncated, IncompleteAnswer.TRUNCATED),
                        text(filtered, IncompleteAnswer.FILTERED),
                        text(refused, IncompleteAnswer.REFUSED),
                        text(empty, IncompleteAnswer.EMPTY))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String text(long count, IncompleteAnswer what) {
        return count == 0 ? "" : String.format(Locale.ROOT, "%,d %s", count, what.text());
    }
}
