package dev.penstock.activities.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Bounds the name of the model in a request. Names are kept apart from their requests, in what is learned of models and in the
 * usage of tenants, so that names of megabytes would fill the memory.
 */
public final class ModelName {
    /** The longest name, in characters; addresses of models on Azure and Bedrock have about 200. */
    static final int LONGEST = 512;

    private ModelName() {}

    /** Returns a sentence on the name that a request has, if it is too long. */
    public static Optional<String> wrong(JsonNode body) {
        int length = body.path("model").asText("").length();
        return length <= LONGEST
                ? Optional.empty()
                : Optional.of("model has a name of %,d characters, but may have %d at most".formatted(length, LONGEST));
    }
}
