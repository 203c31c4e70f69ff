package dev.penstock.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A run of consecutive requests of one pool, called by one activity execution.
 *
 * @param index the slice's number within the shard, from 0
 * @param offset the position of the first byte in the batch's {@code input.jsonl}
 * @param length the number of bytes in {@code input.jsonl}
 * @param line the number of the first request in the batch, from 1
 * @param requests the number of requests
 * @param tokens the estimated tokens of all requests, input and output
 * @param pool the pool whose quota the slice uses
 * @param worst roughly the most that the slice may cost, null = not known
 */
public record Slice(
        @JsonProperty("i") int index,
        @JsonProperty("at") long offset,
        @JsonProperty("len") int length,
        long line,
        @JsonProperty("n") int requests,
        @JsonProperty("tok") long tokens,
        String pool,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable NanoUsd worst) {
    /** Returns this slice and the one that follows it as one slice. */
    public Slice plus(Slice next) {
        return new Slice(
                index,
                offset,
                length + next.length,
                line,
                requests + next.requests,
                tokens + next.tokens,
                pool,
                worst == null || next.worst == null ? null : worst.plus(next.worst));
    }

    /** Returns the estimated tokens of a request, on average. */
    public double tokensPerRequest() {
        return (double) tokens / requests;
    }

    public long lastLine() {
        return line + requests - 1;
    }
}
