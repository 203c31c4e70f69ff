package dev.penstock.formats;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the endpoint that a body is meant for, when its line names none. */
final class EndpointGuess {
    static final String EMBEDDINGS = "/v1/embeddings";
    static final String RESPONSES = "/v1/responses";
    static final String COMPLETIONS = "/v1/completions";

    /** Parts of the names of models for embeddings; a part that begins with a slash begins the name, or a part of a path. */
    private static final List<String> EMBEDDING_MODELS =
            List.of("embed", "-e5-", "/bge-", "/e5-", "/gte-", "/voyage-", "/all-minilm");

    private EndpointGuess() {}

    /** Returns the endpoint of a body; empty if its members tell none. */
    static Optional<String> of(JsonNode body) {
        if (body.path("messages").isArray()) {
            return Optional.of(LineFormat.CHAT);
        }
        if (body.has("input")) {
            return Optional.of(isForEmbeddings(body) ? EMBEDDINGS : RESPONSES);
        }
        return body.has("prompt") ? Optional.of(COMPLETIONS) : Optional.empty();
    }

    private static boolean isForEmbeddings(JsonNode body) {
        JsonNode input = body.path("input");
        String model = "/" + body.path("model").asText().toLowerCase(Locale.ROOT);
        boolean isListOfTexts =
                input.isArray() && (input.path(0).isTextual() || input.path(0).isNumber());
        return isListOfTexts
                || body.has("encoding_format")
                || body.has("dimensions")
                || EMBEDDING_MODELS.stream().anyMatch(model::contains);
    }
}
