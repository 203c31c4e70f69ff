package dev.penstock.contracts.completion;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.contracts.Usage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a single completion.
 *
 * @param status the HTTP status, 0 when there was no answer
 * @param body the provider's answer as it came
 * @param text the first choice's text, when there is one
 * @param retryAfterMs when it may be asked again, where that is known
 * @param bodyLeftOut true when the answer is too large for a history, and only whoever waited for it has seen it
 */
public record CompletionResult(
        int status,
        String body,
        @Nullable String text,
        Usage usage,
        int attempts,
        @JsonProperty("latency_ms") long latencyMs,
        @JsonProperty("retry_after_ms") @Nullable Long retryAfterMs,
        @JsonProperty("body_left_out") @Nullable Boolean bodyLeftOut) {
    /** As nginx calls it when nobody waits for an answer any more. */
    public static final int CALLER_LEFT = 499;

    public CompletionResult(int status, String body, @Nullable String text, Usage usage, int attempts, long latencyMs) {
        this(status, body, text, usage, attempts, latencyMs, null, null);
    }

    @JsonIgnore
    public boolean isAnswered() {
        return status >= 200 && status < 300;
    }

    /** Whether all of it is here. */
    @JsonIgnore
    public boolean isWhole() {
        return bodyLeftOut == null || !bodyLeftOut;
    }

    public CompletionResult withRetryAfter(Duration wait) {
        return new CompletionResult(status, body, text, usage, attempts, latencyMs, wait.toMillis(), bodyLeftOut);
    }

    public CompletionResult withoutBody() {
        return new CompletionResult(status, "", null, usage, attempts, latencyMs, null, true);
    }
}
