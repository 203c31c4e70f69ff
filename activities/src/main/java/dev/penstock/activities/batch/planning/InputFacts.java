package dev.penstock.activities.batch.planning;

import static dev.penstock.formats.InputErrorCodes.TOO_MANY_TASKS;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.activities.PlanFailures;
import dev.penstock.contracts.batch.BatchSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Facts about all requests of an input together. */
final class InputFacts {
    private static final String EMBEDDINGS = "/v1/embeddings";

    private final Optional<Long> mostInputs;
    private long tokens;
    private long embedded;
    private @Nullable String model;
    private boolean severalModels;

    InputFacts(BatchSpec spec) {
        mostInputs = spec.maxRequests();
    }

    void add(LineCheck.Sound request) {
        tokens += request.inputTokens();
        severalModels |= model != null && !model.equals(request.model());
        model = request.model();
        embedded += request.texts();
        if (request.url().equals(EMBEDDINGS)) {
            mostInputs.filter(most -> embedded > most).ifPresent(most -> {
                throw PlanFailures.invalid(
                        TOO_MANY_TASKS, "the batch has more than %,d inputs to embed".formatted(most));
            });
        }
    }

    long tokens() {
        return tokens;
    }

    /** Returns the model of all requests; null if there are several models. */
    @Nullable
    String model() {
        return severalModels ? null : model;
    }

    /** Returns how many texts a request has embedded: one, or the length of its list; a text may be a list of tokens. */
    static long texts(String url, JsonNode body) {
        JsonNode input = body.path("input");
        boolean many =
                url.equals(EMBEDDINGS) && input.isArray() && !input.path(0).isNumber();
        return many ? input.size() : 1;
    }
}
