package dev.penstock.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.store.Json;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a request: the provider's answer, or the reason why there is none.
 *
 * @param status the provider's HTTP status; 0 when there was no response
 * @param body the provider's response body; null when there was none
 * @param errorCode why the request failed for good, such as {@code request_timeout}; null for an answered request
 * @param errorMessage the error for people to read; null for an answered request
 * @param attempts calls made to the provider
 * @param costUsd cost in US dollars; null = the model's price is unknown
 */
public record RequestOutcome(
        String customId,
        int status,
        @Nullable JsonNode body,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        int attempts,
        @Nullable BigDecimal costUsd) {
    public boolean isAnswered() {
        return errorCode == null && status >= 200 && status < 300;
    }

    /** Returns the text of the first choice; empty when the body is not a chat completion with a text. */
    public Optional<String> text() {
        JsonNode content = body == null ? null : body.at("/choices/0/message/content");
        return content != null && content.isTextual() ? Optional.of(content.asText()) : Optional.empty();
    }

    /** Parses a line of a result log, an output file or an error file. */
    static RequestOutcome of(String line) {
        try {
            JsonNode result = Json.MAPPER.readTree(line);
            JsonNode response = result.path("response");
            JsonNode error = result.path("error");
            JsonNode cost = result.path("cost_usd");
            return new RequestOutcome(
                    result.path("custom_id").asText(),
                    response.path("status_code").asInt(),
                    response.has("body") ? response.get("body") : null,
                    error.isObject() ? error.path("code").asText() : null,
                    error.isObject() ? error.path("message").asText() : null,
                    result.path("attempts").asInt(),
                    cost.isNumber() ? cost.decimalValue() : null);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result in the store is not JSON", e);
        }
    }
}
