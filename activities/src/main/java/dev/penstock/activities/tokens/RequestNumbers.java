package dev.penstock.activities.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.contracts.PrintableText;
import java.util.Optional;

/**
 * Checks the numbers of a request that decide how much it may use. OpenAI's own bounds hold (its API reference, "Create chat
 * completion" and "Create completion"); no provider's answer has ten million tokens.
 */
public final class RequestNumbers {
    private static final long MOST_ANSWERS = 128;
    private static final long BEST_OF = 20;
    private static final long LONGEST_ANSWER = 10_000_000;

    private static final int SHOWN = 40;

    private RequestNumbers() {}

    /**
     * A number that no provider takes.
     *
     * @param field the field's name
     * @param message a sentence with the field, what was found, and what is wanted
     */
    public record Wrong(String field, String message) {}

    /** Returns the first number of a request that no provider takes. */
    public static Optional<Wrong> wrong(String url, JsonNode body) {
        Optional<Wrong> wrong = wrong(body, "n", MOST_ANSWERS);
        if (url.equals("/v1/completions")) {
            wrong = wrong.or(() -> wrong(body, "best_of", BEST_OF));
        }
        for (String field : OutputLimit.fields(url)) {
            if (!OutputLimit.isNone(body.path(field))) {
                wrong = wrong.or(() -> wrong(body, field, LONGEST_ANSWER));
            }
        }
        return wrong;
    }

    private static Optional<Wrong> wrong(JsonNode body, String field, long most) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull() || isWithin(value, most)) {
            return Optional.empty();
        }
        return Optional.of(new Wrong(
                field,
                "%s must be a whole number from 1 to %d, not %s"
                        .formatted(field, most, PrintableText.shortened(value.toString(), SHOWN))));
    }

    private static boolean isWithin(JsonNode value, long most) {
        return value.isNumber()
                && value.canConvertToExactIntegral()
                && value.canConvertToLong()
                && value.longValue() >= 1
                && value.longValue() <= most;
    }
}
