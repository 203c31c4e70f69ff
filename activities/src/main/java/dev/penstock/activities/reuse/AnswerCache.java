package dev.penstock.activities.reuse;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.penstock.activities.budget.WorstCase;
import dev.penstock.contracts.batch.CacheUse;
import dev.penstock.store.Json;
import dev.penstock.store.RequestLine;
import dev.penstock.store.ResponseCache;
import dev.penstock.store.Result;
import dev.penstock.store.ShardLog.Calls;
import dev.penstock.store.cache.CacheEligibility;
import dev.penstock.store.cache.CacheKey;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a batch may take of the kept answers of one pool, and what it adds to them. */
public final class AnswerCache {
    private final ResponseCache kept;
    private final CacheUse use;
    private final String pool;
    private final URI provider;
    private final WorstCase worstCase;
    private final Clock clock;

    /**
     * @param pool its name
     * @param provider its base URL
     * @param worstCase what calls may have cost that brought no answer before
     */
    public AnswerCache(ResponseCache kept, CacheUse use, String pool, URI provider, WorstCase worstCase, Clock clock) {
        this.kept = kept;
        this.use = use;
        this.pool = pool;
        this.provider = provider;
        this.worstCase = worstCase;
        this.clock = clock;
    }

    /**
     * The result that the request has for nothing; empty when it has to be called.
     *
     * @param usable whether an answer is what is expected here
     */
    public Optional<Result> find(RequestLine request, int round, Calls earlier, Predicate<Result.Response> usable) {
        return key(request)
                .flatMap(key -> kept.find(key, use.oldest(clock.instant())))
                .filter(usable)
                .map(response -> result(request, response, round, earlier));
    }

    /** To be called with results that are durable. */
    public void keep(RequestLine request, Result result) {
        if (result.isAnswered() && result.reuse() == null) {
            key(request).ifPresent(key -> keep(key, request.url(), result));
        }
    }

    /** The same for a request that isn't at hand any more. */
    public void keep(CacheKey key, String url, Result result) {
        Result.Response response = result.response();
        if (response != null && result.isAnswered() && isWhole(url, response)) {
            kept.keep(key, response);
        }
    }

    /** Empty when it must have an answer of its own. */
    public Optional<CacheKey> key(RequestLine request) {
        return request.reusable() && CacheEligibility.isReusable(request.body())
                ? Optional.of(CacheKey.of(use.tenant(), provider, request.url(), request.body()))
                : Optional.empty();
    }

    /** Calls that brought no result stay in it, for they may have been paid. */
    private Result result(RequestLine request, Result.Response response, int round, Calls earlier) {
        String model = request.body().path("model").asText("");
        return Result.builder(request.line(), request.customId())
                .response(response)
                .attempts(earlier.lost() + earlier.cutOff())
                .throttled(earlier.throttled())
                .costUsd(BigDecimal.ZERO)
                .round(round)
                .possiblyUsd(worstCase.possibly(request.url(), request.body(), earlier.possiblyPaid()))
                .call(new Result.Call(pool, model, 0, null))
                .reuse(new Result.Reuse(null, clock.instant()))
                .build();
    }

    private static boolean isWhole(String url, Result.Response response) {
        try {
            return CacheEligibility.isWhole(url, response.statusCode(), Json.MAPPER.readTree(response.body()));
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** Null when the batch calls for every answer. */
    public static @Nullable AnswerCache of(
            ResponseCache kept, @Nullable CacheUse use, String pool, URI provider, WorstCase worstCase) {
        return use == null ? null : new AnswerCache(kept, use, pool, provider, worstCase, Clock.systemUTC());
    }
}
