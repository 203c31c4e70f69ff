package dev.penstock.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a single completion.
 *
 * @param status the HTTP status, 0 when there was no answer
 * @param body the provider's answer as it came
 * @param text the first choice's text, when there is one
 */
public record CompletionResult(
        int status,
        String body,
        @Nullable String text,
        Usage usage,
        int attempts,
        @JsonProperty("latency_ms") long latencyMs) {
    @JsonIgnore
    public boolean isAnswered() {
        return status >= 200 && status < 300;
    }
}
