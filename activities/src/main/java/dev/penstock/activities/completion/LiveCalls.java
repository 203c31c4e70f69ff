package dev.penstock.activities.completion;

import dev.penstock.contracts.completion.CompletionRequest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The completions that callers in this process wait for, by name. */
public final class LiveCalls {
    private final Map<String, LiveCall> calls = new ConcurrentHashMap<>();

    private final String queue;

    /**
     * @param queue this process's own task queue
     */
    public LiveCalls(String queue) {
        this.queue = queue;
    }

    public void open(String name, LiveCall call) {
        calls.put(name, call);
    }

    public void close(String name) {
        calls.remove(name);
    }

    /** Returns whether the completion's caller waits, or has waited, in this process. */
    boolean concerns(CompletionRequest request) {
        return queue.equals(request.queue());
    }

    Optional<LiveCall> find(@Nullable String name) {
        return name == null ? Optional.empty() : Optional.ofNullable(calls.get(name));
    }
}
