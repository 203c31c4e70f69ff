package dev.penstock.activities.pipeline.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.Provider;
import dev.penstock.store.Result;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A provider whose answers count as faults unless they are JSON and, if there is a schema, match it. */
record ExpectedAnswer(Provider provider, @Nullable StageSchema schema) implements Provider {
    static final String CODE = "invalid_response";

    @Override
    public Outcome call(String url, ObjectNode body) {
        Outcome outcome = provider.call(url, body);
        if (outcome instanceof Outcome.Answered answered) {
            Optional<String> wrong = wrong(answered);
            if (wrong.isPresent()) {
                return new Outcome.Unusable(answered.response(), answered.usage(), new Result.Error(CODE, wrong.get()));
            }
        }
        return outcome;
    }

    @Override
    public boolean accepts(Outcome.Answered answered) {
        return wrong(answered).isEmpty();
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
