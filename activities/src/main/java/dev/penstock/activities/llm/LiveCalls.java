package dev.penstock.activities.llm;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The completions that are waited for in this process, by name. */
public final class LiveCalls {
    private final Map<String, LiveCall> calls = new ConcurrentHashMap<>();

    public void open(String name, LiveCall call) {
        calls.put(name, call);
    }

    public void close(String name) {
        calls.remove(name);
    }

    public int size() {
        return calls.size();
    }

    Optional<LiveCall> find(@Nullable String name) {
        return name == null ? Optional.empty() : Optional.ofNullable(calls.get(name));
    }
}
