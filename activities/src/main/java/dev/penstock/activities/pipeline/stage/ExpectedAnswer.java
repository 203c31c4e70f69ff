package dev.penstock.activities.pipeline.stage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.activities.call.AnswerCheck;
import dev.penstock.activities.pipeline.schema.StageSchema;
import dev.penstock.providers.Outcome;
import dev.penstock.store.Result;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Checks that an answer is JSON and, if there is a schema, matches it. */
record ExpectedAnswer(@Nullable StageSchema schema) implements AnswerCheck {
    static final String CODE = "invalid_response";

    @Override
    public Optional<Outcome.Unusable> wrong(Outcome.Answered answered) {
        try {
            return reason(answered).map(why -> unusable(answered, why, true));
        } catch (CancellationException interrupted) {
            // The answer is durable, and will be checked later.
            throw interrupted;
        } catch (RuntimeException | StackOverflowError e) {
            // Another answer would be paid for, and can hardly be checked either.
            return Optional.of(unusable(answered, "the answer cannot be checked: " + e.getMessage(), false));
        }
    }

    private static Outcome.Unusable unusable(Outcome.Answered answered, String why, boolean mayChange) {
        return new Outcome.Unusable(answered.response(), answered.usage(), new Result.Error(CODE, why), mayChange);
    }

    private Optional<String> reason(Outcome.Answered answered) {
        Optional<JsonNode> json = answered.text().flatMap(StageAnswer::json);
        if (json.isEmpty()) {
            return Optional.of("the answer is not JSON");
        }
        return schema == null
                ? Optional.empty()
                : schema.wrong(json.get()).map(what -> "the answer does not match the schema: " + what);
    }
}
