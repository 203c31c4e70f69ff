package dev.penstock.limits.simulation;

import static dev.penstock.limits.simulation.VirtualClock.MILLI;
import static dev.penstock.limits.simulation.VirtualClock.SECOND;

import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.limits.rate.CallTokens;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A provider with quotas, a latency that varies, and bad days. */
final class SimulatedProvider {
    private static final double SPREAD = 0.3;

    private final VirtualClock clock;
    private final Random random = new Random(11);

    @Nullable
    ProviderQuota requests;

    @Nullable
    ProviderQuota tokens;

    @Nullable
    ProviderQuota inputTokens;

    @Nullable
    ProviderQuota outputTokens;

    @Nullable
    PoolQuota headers;

    /** The requests of models that have limits of their own. */
    final Map<String, ProviderQuota> requestsOfModels = new HashMap<>();

    /** What the headers say of these models. */
    final Map<String, PoolQuota> headersOfModels = new HashMap<>();

    boolean isDown;
    /** Calls hang, and stay without an answer until their callers give up. */
    boolean isSilent;

    long timeout = 20 * SECOND;
    boolean rejects;
    /** How many calls it has answered since the first minute was over. */
    long answered;

    /** Until then every call is answered 429, also those it had begun. */
    long stormUntil;

    long medianLatency = 800 * MILLI;
    /** How many calls it works on at once before each gets slower; 0 = any number. */
    int slots;

    private int inFlight;

    SimulatedProvider(VirtualClock clock) {
        this.clock = clock;
    }

    ProviderResponse call(SimulatedRequest request) {
        long now = clock.now();
        if (rejects) {
            return new ProviderResponse.Rejected();
        }
        if (isDown || request.alwaysFails()) {
            return new ProviderResponse.Lost(100 * MILLI);
        }
        if (isSilent) {
            return new ProviderResponse.Lost(timeout);
        }
        if (now < stormUntil) {
            return stormy();
        }
        ProviderQuota ofModel = requestsOfModels.getOrDefault(request.model(), requests);
        long untilRequest = ofModel == null ? 0 : ofModel.until(1, now);
        CallTokens used = request.used();
        long untilTokens = Math.max(
                until(tokens, used.total(), now),
                Math.max(until(inputTokens, used.input(), now), until(outputTokens, used.output(), now)));
        if (untilRequest > 0 || untilTokens > 0) {
            long wait = Math.max(untilRequest, untilTokens);
            return new ProviderResponse.Throttled(wholeSeconds(wait), untilTokens > untilRequest);
        }
        if (ofModel != null) {
            ofModel.take(1, now);
        }
        take(tokens, used.total(), now);
        take(inputTokens, used.input(), now);
        take(outputTokens, used.output(), now);
        inFlight++;
        answered += clock.second() < ScenarioMetrics.WARM ? 0 : 1;
        return new ProviderResponse.Answered(latency());
    }

    private static long until(@Nullable ProviderQuota quota, long amount, long now) {
        return quota == null ? 0 : quota.until((double) amount, now);
    }

    private static void take(@Nullable ProviderQuota quota, long amount, long now) {
        if (quota != null) {
            quota.take((double) amount, now);
        }
    }

    ProviderResponse.Throttled stormy() {
        return new ProviderResponse.Throttled(wholeSeconds(stormUntil - clock.now()), false);
    }

    void ended() {
        inFlight--;
    }

    /** Somebody else uses the same account. */
    void usedElsewhere() {
        if (requests != null && requests.until(1, clock.now()) == 0) {
            requests.take(1, clock.now());
        }
    }

    private long latency() {
        double slowdown = slots == 0 ? 1 : Math.max(1, (double) inFlight / slots);
        return (long) (medianLatency * StrictMath.exp(SPREAD * random.nextGaussian()) * slowdown);
    }

    /** Returns what the headers of responses to calls of a model announce; null = nothing. */
    @Nullable
    PoolQuota headers(String model) {
        return headersOfModels.getOrDefault(model, headers);
    }

    boolean announces() {
        return headers != null || !headersOfModels.isEmpty();
    }

    /** As in most Retry-After headers. */
    private static long wholeSeconds(long nanos) {
        return Math.max(1, (nanos + SECOND - 1) / SECOND) * SECOND;
    }
}
