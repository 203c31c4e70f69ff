package dev.penstock.starter.estimate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.activities.tokens.OutputLimit;
import dev.penstock.activities.tokens.TokenCount;
import dev.penstock.formats.InputLine.Readable;
import dev.penstock.store.UntrustedJson;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The properties of one request that determine its cost.
 *
 * @param model empty if the request names none
 * @param tier the service tier that the request names; mostly empty
 * @param answers the number of answers, each of which may be as long as the model allows; 0 for embeddings
 * @param limit the greatest number of output tokens of all answers together
 * @param bytes the size of the body
 */
record RequestDemand(String model, String tier, long input, long answers, OptionalLong limit, int bytes) {
    /** Returns the demand of a line; empty if the line cannot be read. */
    static Optional<RequestDemand> of(Readable line, String usualModel, TokenCount count) {
        byte[] text = line.body();
        if (text == null) {
            return Optional.empty();
        }
        try {
            JsonNode body = UntrustedJson.parse(text);
            String named = body.path("model").asText("");
            String model = named.isEmpty() ? usualModel : named;
            String url = line.url() == null ? "" : line.url();
            return Optional.of(new RequestDemand(
                    model,
                    body.path("service_tier").asText(""),
                    count.input(model, body),
                    TokenCount.hasOutput(url) ? OutputLimit.answers(url, body) : 0,
                    OutputLimit.of(url, body),
                    text.length));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
