package dev.penstock.activities.llm;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Where the tokens of streamed completions go, for those in this process who wait for them. */
public final class TokenSinks {
    private final Map<String, TokenSink> sinks = new ConcurrentHashMap<>();

    /** Takes the tokens of one completion while they come. */
    @FunctionalInterface
    public interface TokenSink {
        void token(String text);

        /** The call broke off and is made again: all tokens so far are void. */
        default void restart() {}
    }

    public void open(String name, TokenSink sink) {
        sinks.put(name, sink);
    }

    public void close(String name) {
        sinks.remove(name);
    }

    Optional<TokenSink> find(@Nullable String name) {
        return name == null ? Optional.empty() : Optional.ofNullable(sinks.get(name));
    }
}
