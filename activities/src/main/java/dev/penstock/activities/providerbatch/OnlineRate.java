package dev.penstock.activities.providerbatch;

import dev.penstock.activities.pool.RouteConfig;
import dev.penstock.limits.QuotaLimit;
import dev.penstock.limits.rate.RateLimits;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The requests a minute at which a batch would be answered online, all pools working at once.
 *
 * @param from a sentence that says where the rate comes from
 */
record OnlineRate(double perMinute, String from) {
    /** The assumed length of a call where no quota is declared. */
    private static final double ASSUMED_CALL_SECONDS = 3;

    /** Requests that would go online, and their estimated tokens. */
    record Load(long requests, long tokens) {
        Load plus(Load other) {
            return new Load(requests + other.requests, tokens + other.tokens);
        }
    }

    /**
     * The pool, or the pools of a route, that would answer.
     *
     * @param limits the declared limits, all pools together
     */
    record Answerers(Set<String> pools, RateLimits limits) {}

    /** Requests and who would answer them; alone they would take so many minutes. */
    private record Work(String name, Load load, Answerers answerers) {
        double minutes() {
            return load.requests / OnlineRate.perMinute(answerers.limits, load);
        }
    }

    /**
     * Returns the rate of some requests together.
     *
     * @param loads the requests by name of the pool or route that would be asked
     */
    static OnlineRate of(Map<String, Load> loads, Function<String, Answerers> answerers) {
        List<Work> all = loads.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new Work(entry.getKey(), entry.getValue(), answerers.apply(entry.getKey())))
                .toList();
        double minutes = all.stream()
                .mapToDouble(work -> minutesWithSharers(work, all))
                .max()
                .orElse(0);
        long requests = all.stream().mapToLong(work -> work.load.requests).sum();
        String from = all.stream().map(OnlineRate::source).collect(Collectors.joining("; "));
        return new OnlineRate(minutes == 0 ? 0 : requests / minutes, from);
    }

    /** Counts those that share a pool as if one waited for the other: a rescue that begins too early still meets the deadline. */
    private static double minutesWithSharers(Work one, List<Work> all) {
        return all.stream()
                .filter(other -> !Collections.disjoint(one.answerers.pools, other.answerers.pools))
                .mapToDouble(Work::minutes)
                .sum();
    }

    private static double perMinute(RateLimits limits, Load load) {
        if (limits.perMinute().areUnlimited()) {
            return limits.concurrency() * 60 / ASSUMED_CALL_SECONDS;
        }
        QuotaLimit tokens = limits.perMinute().tokensOfUnknownKind();
        double tokensPerRequest = (double) load.tokens() / load.requests();
        return Math.min(limits.requestsPerMinute().orInfinity(), tokens.orInfinity() / Math.max(1, tokensPerRequest));
    }

    private static String source(Work work) {
        String name = RouteConfig.shown(work.name);
        String kind = name.equals(work.name) ? "pool" : "route";
        RateLimits limits = work.answerers.limits;
        if (limits.perMinute().areUnlimited()) {
            return "%s %s has no declared quota: %d calls at once of %.0f s each are assumed"
                    .formatted(kind, name, limits.concurrency(), ASSUMED_CALL_SECONDS);
        }
        return "the quota of %s %s".formatted(kind, name);
    }
}
