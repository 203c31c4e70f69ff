package dev.penstock.activities.batch.planning;

import static dev.penstock.formats.InputErrorCodes.TOO_MANY_TASKS;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.activities.PlanFailures;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.pool.ModelReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Facts about all requests of an input together. */
final class InputFacts {
    private static final String EMBEDDINGS = "/v1/embeddings";

    private final Optional<Long> mostInputs;
    private long tokens;
    private long embedded;
    private @Nullable String model;
    private boolean severalModels;
    /** The models that are called of each pool; the first ones, where there are many. */
    private final Map<String, Set<String>> models = new TreeMap<>();

    private int modelsKnown;

    InputFacts(BatchSpec spec) {
        mostInputs = spec.maxRequests();
    }

    void add(LineCheck.Sound request) {
        tokens += request.inputTokens();
        severalModels |= model != null && !model.equals(request.model());
        model = request.model();
        if (modelsKnown < ModelReport.MOST
                && models.computeIfAbsent(request.pool().name(), pool -> new TreeSet<>())
                        .add(request.model())) {
            modelsKnown++;
        }
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

    /** Returns the models that are called of each pool, by the pool's name; twenty in all at most. */
    Map<String, List<String>> models() {
        return models.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> List.copyOf(each.getValue())));
    }

    /** Returns how many texts a request has embedded: one, or the length of its list; a text may be a list of tokens. */
    static long texts(String url, JsonNode body) {
        JsonNode input = body.path("input");
        boolean many =
                url.equals(EMBEDDINGS) && input.isArray() && !input.path(0).isNumber();
        return many ? input.size() : 1;
    }
}
