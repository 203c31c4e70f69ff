package dev.penstock.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A single completion.
 *
 * @param body as for {@code /v1/chat/completions}
 * @param stream where its tokens go while they come, known to the process that serves {@code queue}
 * @param queue the task queue of the process that wants the tokens; the pool's when absent
 */
public record CompletionRequest(
        String pool,
        Map<String, Object> body,
        @JsonProperty("give_up_after") Duration giveUpAfter,
        @Nullable String stream,
        @Nullable String queue) {}
