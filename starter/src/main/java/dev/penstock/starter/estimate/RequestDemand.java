package dev.penstock.starter.estimate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.activities.tokens.TokenCount;
import dev.penstock.formats.InputLine.Readable;
import dev.penstock.store.Json;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one request asks for, as far as it has its price.
 *
 * @param model empty when it names none
 * @param tier of service, as the request names it; mostly empty
 * @param answers to be given, of which each may be as long as the model allows; 0 for embeddings
 * @param limit of all its answers together
 * @param bytes of its body
 */
record RequestDemand(String model, String tier, long input, long answers, OptionalLong limit, int bytes) {
    /** Empty when it cannot be read. */
    static Optional<RequestDemand> of(Readable line, String usualModel, TokenCount count) {
        byte[] text = line.body();
        if (text == null) {
            return Optional.empty();
        }
        try {
            JsonNode body = Json.MAPPER.readTree(text);
            String named = body.path("model").asText("");
            String model = named.isEmpty() ? usualModel : named;
            String url = line.url() == null ? "" : line.url();
            return Optional.of(new RequestDemand(
                    model,
                    body.path("service_tier").asText(""),
                    count.input(model, body),
                    TokenCount.hasOutput(url) ? Math.max(1, body.path("n").asLong(1)) : 0,
                    TokenCount.outputLimit(body),
                    text.length));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
