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
 * @param retryAfterMs the milliseconds after which the request may be sent again, if known
 * @param bodyLeftOut whether the answer is too large for a history, so that only the waiting caller has seen it
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
    /** The status of a request whose caller no longer waits; nginx uses the same number. */
    public static final int CALLER_LEFT = 499;

    public CompletionResult(int status, String body, @Nullable String text, Usage usage, int attempts, long latencyMs) {
        this(status, body, text, usage, attempts, latencyMs, null, null);
    }

    @JsonIgnore
    public boolean isAnswered() {
        return status >= 200 && status < 300;
    }

    /** Returns whether the whole answer is here. */
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
