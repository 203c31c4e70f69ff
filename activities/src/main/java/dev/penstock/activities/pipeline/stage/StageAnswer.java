package dev.penstock.activities.pipeline.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.contracts.Usage;
import dev.penstock.providers.Outcome;
import dev.penstock.store.Json;
import dev.penstock.store.Result;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text or JSON of a model's answer. */
public final class StageAnswer {
    /** A code fence, in which many models put JSON. */
    private static final Pattern FENCED = Pattern.compile("\\s*```(?:json)?\\s*(.*?)\\s*```\\s*", Pattern.DOTALL);

    private StageAnswer() {}

    /** Returns the answer's text; empty if there is none, for instance because a tool was called. */
    public static Optional<String> text(Result.Response response) {
        return new Outcome.Answered(response, Usage.NONE).text();
    }

    static Optional<JsonNode> json(String text) {
        Matcher fenced = FENCED.matcher(text);
        try {
            JsonNode node = Json.MAPPER.readTree(fenced.matches() ? fenced.group(1) : text);
            return Optional.ofNullable(node).filter(json -> !json.isMissingNode());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
