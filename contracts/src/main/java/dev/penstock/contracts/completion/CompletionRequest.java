package dev.penstock.contracts.completion;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A single completion.
 *
 * @param body as for its path
 * @param stream under which name a process waits for it, or for its tokens; known to the process that serves {@code
 *     queue}
 * @param queue the task queue of the process that waits; the pool's when absent
 * @param path of the provider's API; {@code /v1/chat/completions} when absent
 * @param awaited whether somebody waits for the answer under the name {@code stream}: it is called there if that can be,
 *     and a closed pool or repeated faults end it, where it would otherwise wait until it is given up
 * @param tenant who it is for, where that is known
 * @param weight the tenant's part beside other tenants; 1 when absent
 * @param key the id of the API key that it was asked with
 */
public record CompletionRequest(
        String pool,
        Map<String, Object> body,
        @JsonProperty("give_up_after") Duration giveUpAfter,
        @Nullable String stream,
        @Nullable String queue,
        @Nullable String path,
        @Nullable Boolean awaited,
        @Nullable String tenant,
        @Nullable Double weight,
        @Nullable String key) {
    private static final String CHAT = "/v1/chat/completions";

    public CompletionRequest(
            String pool,
            Map<String, Object> body,
            Duration giveUpAfter,
            @Nullable String stream,
            @Nullable String queue) {
        this(pool, body, giveUpAfter, stream, queue, null, null, null, null, null);
    }

    @JsonIgnore
    public String pathOrChat() {
        return path == null ? CHAT : path;
    }

    @JsonIgnore
    public boolean isAwaited() {
        return awaited != null && awaited;
    }

    @JsonIgnore
    public double weightOrOne() {
        return weight == null ? 1 : weight;
    }

    /** The same where nobody waits any more: any worker may take its time. */
    public CompletionRequest unawaited() {
        return new CompletionRequest(pool, body, giveUpAfter, null, null, path, null, tenant, weight, key);
    }
}
