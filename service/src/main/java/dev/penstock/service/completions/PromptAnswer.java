package dev.penstock.service.completions;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.completion.CompletionResult;
import org.jspecify.annotations.Nullable;

/**
 * The response of {@code POST /complete}.
 *
 * @param id the id of the completion's workflow
 */
public record PromptAnswer(
        String id,
        @Nullable String text,
        String model,
        Usage usage,
        @JsonProperty("latency_ms") long latencyMs,
        int attempts) {
    static PromptAnswer of(String id, String model, CompletionResult result) {
        String answered = CompletionResponse.json(result.body()).path("model").asText(model);
        return new PromptAnswer(id, result.text(), answered, result.usage(), result.latencyMs(), result.attempts());
    }
}
