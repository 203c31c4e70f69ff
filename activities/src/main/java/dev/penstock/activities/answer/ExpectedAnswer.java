package dev.penstock.activities.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.activities.answer.schema.AnswerSchema;
import dev.penstock.activities.call.AnswerCheck;
import dev.penstock.providers.Outcome;
import dev.penstock.store.Result;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Checks that an answer is JSON and, if there is a schema, matches it; the one rule for the schema of a batch and for what a
 * stage expects.
 */
public record ExpectedAnswer(@Nullable AnswerSchema schema) implements AnswerCheck {
    /** The error's code of an answer that is not as expected. */
    public static final String CODE = "invalid_response";

    @Override
    public Optional<Outcome.Unusable> wrong(Outcome.Answered answered) {
        try {
            Optional<JsonNode> json = answered.text().flatMap(AnswerText::json);
            return json.isEmpty()
                    ? Optional.of(withoutJson(answered))
                    : mismatch(json.get()).map(what -> unusable(answered, what, true));
        } catch (CancellationException interrupted) {
            // The answer is durable, and will be checked later.
            throw interrupted;
        } catch (RuntimeException | StackOverflowError e) {
            // Another answer would be paid for, and can hardly be checked either.
            return Optional.of(unusable(answered, "the answer cannot be checked: " + e.getMessage(), false));
        }
    }

    private Optional<String> mismatch(JsonNode json) {
        return schema == null
                ? Optional.empty()
                : schema.wrong(json).map(what -> "the answer does not match the schema: " + what);
    }

    /** Another answer is only worth its money where the model did not refuse, and had room for the JSON. */
    private static Outcome.Unusable withoutJson(Outcome.Answered answered) {
        return switch (answered.facts().lacks()) {
            case TRUNCATED ->
                unusable(
                        answered,
                        "the answer is not whole JSON: it was cut off at the token limit; raise max_tokens",
                        false);
            case DECLINED -> unusable(answered, "the answer is not JSON: the model declined to answer", false);
            case null, default -> unusable(answered, "the answer is not JSON", true);
        };
    }

    private static Outcome.Unusable unusable(Outcome.Answered answered, String why, boolean mayChange) {
        return new Outcome.Unusable(
                answered.response(),
                answered.usage(),
                new Result.Error(CODE, why),
                mayChange ? Integer.MAX_VALUE : 0,
                answered.facts());
    }
}
