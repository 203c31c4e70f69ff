package dev.penstock.activities.metrics;

import dev.penstock.activities.gate.Gate;
import dev.penstock.activities.gate.GateLimits;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What this process does with a pool; names and meanings stand in docs/metrics.md. */
public final class PoolMetrics implements AutoCloseable {
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

    private final MeterRegistry registry = Metrics.globalRegistry;
    private final List<Meter> meters = new ArrayList<>();
    private final Map<CallEnd, Timer> calls = new EnumMap<>(CallEnd.class);
    private final Map<Urgency, Timer> waits = new EnumMap<>(Urgency.class);
    private final Counter inputTokens;
    private final Counter cachedTokens;
    private final Counter outputTokens;
    private final Counter cost;

    public PoolMetrics(String pool, Gate gate) {
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
        gauge("penstock.gate.waiting", pool, gate, each -> each.status().waiting());
        gauge("penstock.calls.in.flight", pool, gate, each -> each.status().inFlight());
        gauge(
                "penstock.share.requests.per.minute",
                pool,
                gate,
                each -> orNaN(limits(each).requestsPerMinute()));
        gauge(
                "penstock.share.tokens.per.minute",
                pool,
                gate,
                each -> orNaN(limits(each).tokensPerMinute()));
        gauge("penstock.share.concurrency", pool, gate, each -> limits(each).concurrency());
    }

    public void ended(CallEnd end, Duration latency) {
        timerOf(calls, end).record(latency);
    }

    /** From a request's arrival at the gate until it may go out. */
    public void waited(Urgency urgency, Duration wait) {
        timerOf(waits, urgency).record(wait);
    }

    public void used(Usage usage) {
        inputTokens.increment(usage.input() - (double) usage.cached());
        cachedTokens.increment(usage.cached());
        outputTokens.increment(usage.output());
    }

    public void charged(BigDecimal usd) {
        cost.increment(usd.doubleValue());
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
    }

    private Timer timer(String name, String... tags) {
        Timer timer =
                Timer.builder(name).tags(tags).serviceLevelObjectives(BUCKETS).register(registry);
        meters.add(timer);
        return timer;
    }

    private Counter counter(String name, String... tags) {
        Counter counter = Counter.builder(name).tags(tags).register(registry);
        meters.add(counter);
        return counter;
    }

    private void gauge(String name, String pool, Gate gate, ToDoubleFunction<Gate> value) {
        meters.add(Gauge.builder(name, gate, value).tags("pool", pool).register(registry));
    }

    private static GateLimits limits(Gate gate) {
        return gate.limits();
    }

    /** Without a limit there is nothing to show. */
    private static double orNaN(@Nullable Long limit) {
        return limit == null ? Double.NaN : limit;
    }

    private static <E extends Enum<E>> Timer timerOf(Map<E, Timer> timers, E key) {
        return Objects.requireNonNull(timers.get(key));
    }

    private static String lowercase(CallEnd end) {
        return end.name().toLowerCase(Locale.ROOT);
    }
}
