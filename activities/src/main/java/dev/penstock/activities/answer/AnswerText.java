package dev.penstock.activities.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.contracts.Usage;
import dev.penstock.providers.Outcome;
import dev.penstock.store.Result;
import dev.penstock.store.UntrustedJson;
import java.util.Optional;

/** Reads the text or JSON of a model's answer. */
public final class AnswerText {
    /** A code fence, in which many models put JSON. */
    private static final String FENCE = "```";

    private static final String JSON = "json";

    private AnswerText() {}

    /** Returns the answer's text; empty if there is none, for instance because a tool was called. */
    public static Optional<String> text(Result.Response response) {
        return new Outcome.Answered(response, Usage.NONE).text();
    }

    /** Returns the JSON that a text is, also within a code fence; empty if it is none. */
    public static Optional<JsonNode> json(String text) {
        try {
            JsonNode node = UntrustedJson.parse(unfenced(text));
            return Optional.ofNullable(node).filter(json -> !json.isMissingNode());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String unfenced(String text) {
        String fenced = text.strip();
        if (fenced.length() < 2 * FENCE.length() || !fenced.startsWith(FENCE) || !fenced.endsWith(FENCE)) {
            return text;
        }
        String inside = fenced.substring(FENCE.length(), fenced.length() - FENCE.length());
        return inside.startsWith(JSON) ? inside.substring(JSON.length()) : inside;
    }
}
