package dev.penstock.activities.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.llm.Outcome;
import dev.penstock.activities.llm.Provider;
import dev.penstock.contracts.stage.Stage;
import dev.penstock.store.Result;
import java.util.Optional;

/** A provider whose answers are what a stage expects, or count as faults. */
record Expectation(Provider provider, Stage stage) implements Provider {
    static final String CODE = "invalid_response";

    @Override
    public Outcome call(String url, ObjectNode body) {
        Outcome outcome = provider.call(url, body);
        return outcome instanceof Outcome.Answered answered
                ? wrong(answered)
                        .map(what -> (Outcome) new Outcome.Unusable(
                                answered.response(), answered.usage(), new Result.Error(CODE, what)))
                        .orElse(answered)
                : outcome;
    }

    private Optional<String> wrong(Outcome.Answered answered) {
        Optional<String> text = answered.text();
        if (text.isEmpty()) {
            return Optional.of("the answer has no text");
        }
        if (!stage.expects().isJson()) {
            return Optional.empty();
        }
        return Answer.json(text.get()).isPresent()
                ? Optional.empty()
                : Optional.of("the answer is not JSON, which stage %s expects".formatted(stage.name()));
    }
}
