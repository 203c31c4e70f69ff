package dev.penstock.store;

import dev.penstock.contracts.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of a request, in OpenAI's output format and a little more; the line of a result log and of an output file.
 *
 * @param line the request's line in the input, from 1
 * @param response the provider's answer, or the refusal that made the request a dead letter; absent when there was none
 * @param error why there is no answer; absent when there is one
 * @param attempts calls made, the last one included; answers 429 are not counted here but in {@code throttled}
 * @param latencyMs how long the last call took
 * @param costUsd null = the model's price is unknown
 * @param startedAt when the last call went out
 * @param round how often the batch's dead letters had been replayed when this was written
 * @param stages of a request that went through a pipeline; null for any other
 * @param possiblyPaidTwice an earlier call of it was cut off by a crash
 * @param possiblyUsd the most that calls of it may have cost besides of which no answer came; null = nothing, or unknown
 * @param call where it was called; null = it wasn't, or an older version wrote this
 * @param lane {@link #PROVIDER_BATCH}, or null for online
 * @param reuse why it was not called though it has an answer; null = it was called, or has none
 */
public record Result(
        long line,
        String customId,
        @Nullable Response response,
        @Nullable Error error,
        int attempts,
        int throttled,
        long latencyMs,
        @Nullable BigDecimal costUsd,
        Usage usage,
        @Nullable Instant startedAt,
        int round,
        boolean possiblyPaidTwice,
        @Nullable BigDecimal possiblyUsd,
        @Nullable Call call,
        @Nullable String lane,
        @Nullable Stages stages,
        @Nullable Reuse reuse) {
    /** Of an answer that came by the provider's batch API. */
    public static final String PROVIDER_BATCH = "provider-batch";

    public static ResultBuilder builder(long line, String customId) {
        return new ResultBuilder().line(line).customId(customId);
    }

    /**
     * What the stages of a pipeline brought; then attempts, latency, cost and usage are the sums of all of them.
     *
     * @param answers that were asked for, each of them once at least
     * @param json an object with a member for each stage
     */
    public record Stages(int answers, String json) {}

    /**
     * An answer that was there already, and so cost nothing: {@code usage} is then what was billed, none.
     *
     * @param duplicateOf the custom_id of the request of the same batch whose result it is; null = it was kept
     * @param at when it was taken
     */
    public record Reuse(@Nullable String duplicateOf, Instant at) {
        public boolean isCached() {
            return duplicateOf == null;
        }
    }

    /** An HTTP answer; {@code body} is JSON without line breaks, otherwise just as it came. */
    public record Response(int statusCode, String requestId, String body) {}

    /** Why there is no answer: OpenAI's code ({@code request_timeout}, {@code batch_expired}, …) and a sentence. */
    public record Error(String code, String message) {}

    /**
     * Who was asked for it, and what it had to wait for.
     *
     * @param model as the request names it; empty when it names none
     * @param waitedMs for its pool's quota and a free call, in the queue and at the rate limiter, before the last call
     * @param limit calls a minute that its worker might make at the time; null = none was known
     */
    public record Call(
            String pool,
            String model,
            long waitedMs,
            @Nullable Long limit) {}

    public boolean isAnswered() {
        return error == null && response != null && response.statusCode() >= 200 && response.statusCode() < 300;
    }
}
