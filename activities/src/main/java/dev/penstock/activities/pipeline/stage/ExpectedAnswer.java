package dev.penstock.activities.pipeline.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.pipeline.schema.StageSchema;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.Provider;
import dev.penstock.store.Result;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A provider whose answers count as faults unless they are JSON and, if there is a schema, match it. An answer that cannot be
 * checked is a dead letter at once.
 */
record ExpectedAnswer(Provider provider, @Nullable StageSchema schema) implements Provider {
    static final String CODE = "invalid_response";

    @Override
    public Outcome call(String url, ObjectNode body) {
        Outcome outcome = provider.call(url, body);
        return outcome instanceof Outcome.Answered answered ? checked(answered) : outcome;
    }

    @Override
    public boolean accepts(Outcome.Answered answered) {
        return checked(answered) instanceof Outcome.Answered;
    }

    private Outcome checked(Outcome.Answered answered) {
        try {
            return wrong(answered).<Outcome>map(why -> unusable(answered, why, true)).orElse(answered);
        } catch (RuntimeException | StackOverflowError e) {
            // The answer is paid for, and is kept in the dead letter; a failed attempt would pay for another one.
            return unusable(answered, "the answer cannot be checked: " + e.getMessage(), false);
        }
    }

    private static Outcome unusable(Outcome.Answered answered, String why, boolean mayChange) {
        return new Outcome.Unusable(answered.response(), answered.usage(), new Result.Error(CODE, why), mayChange);
    }

    private Optional<String> wrong(Outcome.Answered answered) {
        Optional<JsonNode> json = answered.text().flatMap(StageAnswer::json);
        if (json.isEmpty()) {
            return Optional.of("the answer is not JSON");
        }
        return schema == null
                ? Optional.empty()
                : schema.wrong(json.get()).map(what -> "the answer does not match the schema: " + what);
    }
}
