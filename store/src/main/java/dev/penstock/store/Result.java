package dev.penstock.store;

import dev.penstock.contracts.IncompleteAnswer;
import dev.penstock.contracts.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of a request, in OpenAI's output format plus further fields; one line of a result log or an output file.
 *
 * @param line the request's line in the input, from 1
 * @param response the provider's answer, or the refusal that made the request a dead letter; absent when there was none
 * @param error why there is no answer; absent when there is one
 * @param attempts calls made, the last one included; 429 responses are counted in {@code throttled} instead
 * @param latencyMs how long the last call took
 * @param costUsd the cost in US dollars; null = the model's price is unknown
 * @param startedAt when the last call began; for the provider's batch API, when the result was collected; absent without a call
 * @param round how often the batch's dead letters had been replayed when this was written
 * @param stages the answers of a pipeline's stages; null for a request without a pipeline
 * @param possiblyPaidTwice whether an earlier call of the request was cut off by a crash
 * @param possiblyUsd the most that further calls without a response may have cost; null = nothing, or unknown
 * @param call the pool and model of the last call or the reused answer; null = neither, or an older version wrote this
 * @param lane {@link #PROVIDER_BATCH}, or null for online
 * @param facts what the answer says of itself
 * @param reuse where the answer comes from when no call was made; null = a call was made, or there is no answer
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
        AnswerFacts facts,
        @Nullable Reuse reuse) {
    /** The lane of a result that came through the provider's batch API. */
    public static final String PROVIDER_BATCH = "provider-batch";

    private static final String RETRACTED = "penstock:retracted";

    public static ResultBuilder builder(long line, String customId) {
        return new ResultBuilder().line(line).customId(customId);
    }

    /**
     * The answers of a pipeline's stages; the result's attempts, latency, cost and usage are then the sums of all stages.
     *
     * @param answers the number of answers for which at least one call was made, reused answers excluded
     * @param json a JSON object with a member for each stage
     */
    public record Stages(int answers, String json) {}

    /**
     * The source of an answer that was reused and cost nothing; the result's {@code usage}, which is what was billed, is none.
     *
     * @param duplicateOf the custom_id of the request in the batch whose result was reused; null = it came from the cache
     * @param at when the answer was reused
     */
    public record Reuse(@Nullable String duplicateOf, Instant at) {
        public boolean isCached() {
            return duplicateOf == null;
        }
    }

    /** A provider's HTTP response; {@code body} is JSON without line breaks, otherwise as it was received. */
    public record Response(int statusCode, String requestId, String body) {}

    /** The reason why there is no answer: OpenAI's code ({@code request_timeout}, {@code batch_expired}, …) and a sentence. */
    public record Error(String code, String message) {}

    /**
     * The pool and model of a request's last call, and how long the request waited before it.
     *
     * @param model the model that was called, by its name at the pool; empty when the request names none
     * @param waitedMs the wait for the pool's quota and a permit, in the queue and at the rate limiter, before the last call
     * @param limit the calls per minute that the worker was allowed at the time; null = unknown
     */
    public record Call(
            String pool,
            String model,
            long waitedMs,
            @Nullable Long limit) {}

    /**
     * The facts that an answer states of itself beside its usage.
     *
     * @param finishReason why the model stopped, as the provider says it; null = it does not
     * @param lacks what the answer lacks; null = nothing
     * @param serviceTier the tier that served the request, by which it is charged; null = not said
     */
    public record AnswerFacts(
            @Nullable String finishReason,
            @Nullable IncompleteAnswer lacks,
            @Nullable String serviceTier) {
        public static final AnswerFacts NONE = new AnswerFacts(null, null, null);
    }

    /** Returns this answer as a dead letter: it was paid for, and cannot be used. */
    public Result failedWith(Error why) {
        return new Result(
                line,
                customId,
                response,
                why,
                attempts,
                throttled,
                latencyMs,
                costUsd,
                usage,
                startedAt,
                round,
                possiblyPaidTwice,
                possiblyUsd,
                call,
                lane,
                stages,
                facts,
                reuse);
    }

    /** Returns an entry for the result log that takes this answer back; it is no result itself. */
    public Result retraction() {
        return builder(line, customId)
                .error(new Error(RETRACTED, "the answer cannot be used"))
                .startedAt(startedAt)
                .round(round)
                .build();
    }

    /** Returns whether this is no result, but takes back the answer to the call that began at the same time. */
    public boolean isRetraction() {
        return error != null && error.code().equals(RETRACTED);
    }

    public boolean isAnswered() {
        return error == null && response != null && response.statusCode() >= 200 && response.statusCode() < 300;
    }
}
