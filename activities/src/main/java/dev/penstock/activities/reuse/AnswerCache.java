package dev.penstock.activities.reuse;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.penstock.activities.AnswerRequirements;
import dev.penstock.activities.budget.PaidEarlier;
import dev.penstock.activities.budget.WorstCase;
import dev.penstock.contracts.batch.CacheUse;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.dialect.Dialects;
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

/** A batch's access to the cached answers of one pool. */
public final class AnswerCache {
    private final ResponseCache kept;
    private final CacheUse use;
    private final String pool;
    private final URI provider;
    private final WorstCase worstCase;
    private final AnswerRequirements requirements;
    private final Clock clock;

    /**
     * @param pool name of the pool
     * @param provider base URL of the provider
     * @param worstCase the most that earlier calls without an answer may have cost
     * @param requirements what cached answers may not lack
     */
    public AnswerCache(
            ResponseCache kept,
            CacheUse use,
            String pool,
            URI provider,
            WorstCase worstCase,
            AnswerRequirements requirements,
            Clock clock) {
        this.kept = kept;
        this.use = use;
        this.pool = pool;
        this.provider = provider;
        this.worstCase = worstCase;
        this.requirements = requirements;
        this.clock = clock;
    }

    /**
     * Returns a result made from a cached answer; empty if the request has to be called.
     *
     * @param usable whether an answer meets the request's expectations
     */
    public Optional<Result> find(
            RequestLine request, int round, Calls earlier, PaidEarlier paid, Predicate<Result.Response> usable) {
        return key(request)
                .flatMap(key -> kept.find(key, use.oldest(clock.instant())))
                .filter(usable)
                // An older version may have kept what is no answer.
                .map(response -> requirements.apply(Dialects.meaning(request.url(), response)))
                .filter(Outcome.Answered.class::isInstance)
                .map(Outcome.Answered.class::cast)
                .map(answered -> result(request, answered, round, earlier, paid));
    }

    /** Adds a result's answer to the cache; to be called with durable results only. */
    public void keep(RequestLine request, Result result) {
        if (result.isAnswered() && result.reuse() == null) {
            key(request).ifPresent(key -> keep(key, request.url(), result));
        }
    }

    /** Adds a result's answer to the cache if the request itself is no longer in memory. */
    public void keep(CacheKey key, String url, Result result) {
        Result.Response response = result.response();
        if (response != null && result.isAnswered() && isWhole(url, response)) {
            kept.keep(key, response);
        }
    }

    /** Returns the request's cache key; empty if the request needs an answer of its own. */
    public Optional<CacheKey> key(RequestLine request) {
        return request.reusable() && CacheEligibility.isReusable(request.body())
                ? Optional.of(CacheKey.of(use.tenant(), provider, request.url(), request.body()))
                : Optional.empty();
    }

    /** Creates the result; earlier calls without an answer remain in it, because the provider may have charged for them. */
    private Result result(RequestLine request, Outcome.Answered answered, int round, Calls earlier, PaidEarlier paid) {
        String model = request.body().path("model").asText("");
        BigDecimal possibly = worstCase.possibly(request.url(), request.body(), paid.uncounted(earlier));
        return paid.addTo(Result.builder(request.line(), request.customId()), BigDecimal.ZERO, possibly, false)
                .response(answered.response())
                .usage(paid.usage())
                .attempts(earlier.lost() + earlier.cutOff())
                .throttled(earlier.throttled())
                .round(round)
                .call(new Result.Call(pool, model, 0, null))
                .facts(answered.facts())
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

    /** Returns the cache for a batch; null if the batch does not use it. */
    public static @Nullable AnswerCache of(
            ResponseCache kept,
            @Nullable CacheUse use,
            String pool,
            URI provider,
            WorstCase worstCase,
            AnswerRequirements requirements) {
        return use == null
                ? null
                : new AnswerCache(kept, use, pool, provider, worstCase, requirements, Clock.systemUTC());
    }
}
