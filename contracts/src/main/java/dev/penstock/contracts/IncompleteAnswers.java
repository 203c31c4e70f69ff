package dev.penstock.contracts;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts of requests whose last answer lacks something, by what it lacks; see {@link IncompleteAnswer}.
 *
 * @param declined {@code refused} in histories that were recorded before it had a word of its own
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record IncompleteAnswers(
        long truncated, long filtered, @JsonAlias("refused") long declined, long empty) {
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
            case DECLINED -> new IncompleteAnswers(0, 0, 1, 0);
            case EMPTY -> new IncompleteAnswers(0, 0, 0, 1);
        };
    }

    public IncompleteAnswers plus(IncompleteAnswers other) {
        return new IncompleteAnswers(
                truncated + other.truncated, filtered + other.filtered, declined + other.declined, empty + other.empty);
    }

    /** Returns the counts that are not zero for people, as in "12 truncated, 3 filtered"; empty if all are zero. */
    public String text() {
        return Stream.of(
                        text(truncated, IncompleteAnswer.TRUNCATED),
                        text(filtered, IncompleteAnswer.FILTERED),
                        text(declined, IncompleteAnswer.DECLINED),
                        text(empty, IncompleteAnswer.EMPTY))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String text(long count, IncompleteAnswer what) {
        return count == 0 ? "" : String.format(Locale.ROOT, "%,d %s", count, what.text());
    }
}
