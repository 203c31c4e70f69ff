package dev.penstock.activities.providerbatch;

import dev.penstock.contracts.providerbatch.Part;
import dev.penstock.limits.QuotaLimit;
import dev.penstock.limits.rate.RateLimits;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The requests a minute at which the pools of some parts would answer online, all pools working at once.
 *
 * @param from a sentence that says where the rate comes from
 */
record OnlineRate(double perMinute, String from) {
    /** The assumed length of a call where no quota is declared. */
    private static final double ASSUMED_CALL_SECONDS = 3;

    /**
     * Returns the rate of some parts together.
     *
     * @param limits the declared limits of a pool
     */
    static OnlineRate of(List<Part> parts, Function<String, RateLimits> limits) {
        Map<String, long[]> sums = new TreeMap<>();
        for (Part part : parts) {
            long[] sum = sums.computeIfAbsent(part.pool(), any -> new long[2]);
            sum[0] += part.requests();
            sum[1] += part.tokens();
        }
        double minutes = 0;
        long requests = 0;
        Set<String> from = new TreeSet<>();
        for (Map.Entry<String, long[]> entry : sums.entrySet()) {
            long[] sum = entry.getValue();
            OnlineRate rate = of(entry.getKey(), limits.apply(entry.getKey()), (double) sum[1] / sum[0]);
            minutes = Math.max(minutes, sum[0] / rate.perMinute);
            requests += sum[0];
            from.add(rate.from);
        }
        return new OnlineRate(minutes == 0 ? 0 : requests / minutes, String.join("; ", from));
    }

    private static OnlineRate of(String pool, RateLimits limits, double tokensPerRequest) {
        QuotaLimit requests = limits.requestsPerMinute();
        QuotaLimit tokens = limits.perMinute().tokensOfUnknownKind();
        if (limits.perMinute().areUnlimited()) {
            return new OnlineRate(
                    limits.concurrency() * 60 / ASSUMED_CALL_SECONDS,
                    "pool %s has no declared quota: %d calls at once of %.0f s each are assumed"
                            .formatted(pool, limits.concurrency(), ASSUMED_CALL_SECONDS));
        }
        double byTokens = tokens.orInfinity() / Math.max(1, tokensPerRequest);
        return new OnlineRate(Math.min(requests.orInfinity(), byTokens), "the quota of pool " + pool);
    }
}
