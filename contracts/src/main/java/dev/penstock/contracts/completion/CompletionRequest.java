package dev.penstock.contracts.completion;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.contracts.StoreId;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request for a single completion.
 *
 * @param body the request body for {@code path}
 * @param stream the name under which a process waits for the answer or its tokens; known to the process that serves {@code
 *     queue}
 * @param queue the task queue of the process that waits; the pool's queue when absent
 * @param path the path of the provider's API; {@code /v1/chat/completions} when absent
 * @param awaited whether a caller waits for the answer under the name {@code stream}: the call is then made in the waiting
 *     process if possible, and a closed pool or repeated faults end the completion, which would otherwise wait until it is
 *     given up
 * @param tenant the tenant of the request, if known
 * @param weight the tenant's weight among other tenants; 1 when absent
 * @param key the id of the API key with which the request came
 * @param store the store whose workers make the call; any worker of the pool when absent
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
        @Nullable String key,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StoreId store) {
    private static final String CHAT = "/v1/chat/completions";

    public CompletionRequest(
            String pool,
            Map<String, Object> body,
            Duration giveUpAfter,
            @Nullable String stream,
            @Nullable String queue) {
        this(pool, body, giveUpAfter, stream, queue, null, null, null, null, null, null);
    }

    /** Returns whether the request has what every completion needs; anybody with access to Temporal can start one. */
    @JsonIgnore
    @SuppressWarnings("ConstantValue") // JSON may leave anything out.
    public boolean isComplete() {
        return pool != null && body != null && giveUpAfter != null && giveUpAfter.isPositive();
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

    /** Returns this request for a caller that no longer waits, so that any worker may run it. */
    public CompletionRequest unawaited() {
        return new CompletionRequest(pool, body, giveUpAfter, null, null, path, null, tenant, weight, key, store);
    }
}
