package dev.penstock.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A run of consecutive requests of one pool, called by one activity execution.
 *
 * @param index its number within the shard, from 0
 * @param offset where its first byte lies in the batch's {@code input.jsonl}
 * @param length how many bytes it has there
 * @param line the number of its first request in the batch, from 1
 * @param requests how many requests it has
 * @param tokens its requests' estimated tokens, input and output
 * @param pool whose quota it uses
 * @param worst billionths of a US dollar that it may cost at most, roughly; null = not known
 */
public record Slice(
        @JsonProperty("i") int index,
        @JsonProperty("at") long offset,
        @JsonProperty("len") int length,
        long line,
        @JsonProperty("n") int requests,
        @JsonProperty("tok") long tokens,
        String pool,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long worst) {
    public long lastLine() {
        return line + requests - 1;
    }
}
