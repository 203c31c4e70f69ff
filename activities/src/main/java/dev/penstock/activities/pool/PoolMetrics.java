package dev.penstock.activities.pool;

import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.Usage;
import dev.penstock.limits.QuotaLimit;
import dev.penstock.limits.rate.RateLimiter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ToDoubleFunction;

/** The metrics of a pool in this process, for all of its rate limiters together; docs/metrics.md has names and meanings. */
public final class PoolMetrics {
    /** How a call ended. */
    public enum CallEnd {
        ANSWERED,
        REFUSED,
        BLOCKED,
        THROTTLED,
        LOST
    }

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100),
        Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(2500),
        Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(1),
        Duration.ofMinutes(5), Duration.ofMinutes(10)
    };

    private static final ConcurrentMap<String, PoolMetrics> POOLS = new ConcurrentHashMap<>();

    private final MeterRegistry registry = Metrics.globalRegistry;
    private final Set<RateLimiter> limiters = ConcurrentHashMap.newKeySet();
    private final Map<CallEnd, Timer> calls = new EnumMap<>(CallEnd.class);
    private final Map<Urgency, Timer> waits = new EnumMap<>(Urgency.class);
    private final Counter inputTokens;
    private final Counter cachedTokens;
    private final Counter outputTokens;
    private final Counter cost;
    private final Counter withoutUsage;

    private PoolMetrics(String pool) {
        for (CallEnd end : CallEnd.values()) {
            calls.put(end, timer("penstock.calls", "pool", pool, "outcome", lowercase(end)));
        }
        for (Urgency urgency : Urgency.values()) {
            waits.put(urgency, timer("penstock.gate.wait", "pool", pool, "priority", urgency.text()));
        }
        inputTokens = counter("penstock.tokens", "pool", pool, "kind", "input");
        cachedTokens = counter("penstock.tokens", "pool", pool, "kind", "cached_input");
        outputTokens = counter("penstock.tokens", "pool", pool, "kind", "output");
        cost = counter("penstock.cost.usd", "pool", pool);
        withoutUsage = counter("penstock.answers.without.usage", "pool", pool);
        gauge("penstock.gate.waiting", pool, limiter -> limiter.status().waiting());
        gauge("penstock.calls.in.flight", pool, limiter -> limiter.status().inFlight());
        gauge(
                "penstock.share.requests.per.minute",
                pool,
                limiter -> orNaN(limiter.limits().requestsPerMinute()));
        gauge(
                "penstock.share.tokens.per.minute",
                pool,
                limiter -> orNaN(limiter.limits().tokensPerMinute()));
        gauge("penstock.share.concurrency", pool, limiter -> limiter.limits().concurrency());
    }

    /** Returns the metrics of a pool, and adds a rate limiter to them. */
    public static PoolMetrics of(String pool, RateLimiter limiter) {
        PoolMetrics metrics = POOLS.computeIfAbsent(pool, PoolMetrics::new);
        metrics.limiters.add(limiter);
        return metrics;
    }

    /** Removes a rate limiter from the metrics. */
    public void remove(RateLimiter limiter) {
        limiters.remove(limiter);
    }

    public void ended(CallEnd end, Duration latency) {
        timerOf(calls, end).record(latency);
    }

    /** Records how long a request waited at the rate limiter. */
    public void waited(Urgency urgency, Duration wait) {
        timerOf(waits, urgency).record(wait);
    }

    public void used(Usage usage) {
        inputTokens.increment(usage.input() - (double) usage.cached());
        cachedTokens.increment(usage.cached());
        outputTokens.increment(usage.output());
    }

    /** Counts an answer whose usage is not reported, or not as it can be. */
    public void answeredWithoutUsage() {
        withoutUsage.increment();
    }

    public void charged(BigDecimal usd) {
        cost.increment(usd.doubleValue());
    }

    private Timer timer(String name, String... tags) {
        return Timer.builder(name).tags(tags).serviceLevelObjectives(BUCKETS).register(registry);
    }

    private Counter counter(String name, String... tags) {
        return Counter.builder(name).tags(tags).register(registry);
    }

    private void gauge(String name, String pool, ToDoubleFunction<RateLimiter> value) {
        Gauge unused = Gauge.builder(
                        name, limiters, all -> all.stream().mapToDouble(value).sum())
                .tags("pool", pool)
                .register(registry);
    }

    /** Returns NaN if there is no limit, so that nothing is shown. */
    private static double orNaN(QuotaLimit limit) {
        return limit.isUnlimited() ? Double.NaN : limit.orInfinity();
    }

    private static <E extends Enum<E>> Timer timerOf(Map<E, Timer> timers, E key) {
        return Objects.requireNonNull(timers.get(key));
    }

    private static String lowercase(CallEnd end) {
        return end.name().toLowerCase(Locale.ROOT);
    }
}
