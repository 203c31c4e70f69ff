package dev.penstock.activities.llm;

import dev.penstock.activities.metrics.PoolMetrics;
import dev.penstock.activities.tokens.TokenEstimate;
import dev.penstock.limits.rate.Gate;
import dev.penstock.limits.traffic.Arrivals;
import dev.penstock.limits.traffic.Standing;
import dev.penstock.limits.traffic.TrafficMeter;

/** One provider account in this process: how to call it, the gate before it, and what passes there. */
public record Pool(
        PoolConfig config,
        Gate gate,
        Provider provider,
        TokenEstimate estimate,
        TrafficMeter meter,
        Arrivals arrivals,
        Standing standing,
        PoolMetrics metrics)
        implements AutoCloseable {
    public Pool(PoolConfig config, Provider provider) {
        this(config, provider, new TrafficMeter());
    }

    private Pool(PoolConfig config, Provider provider, TrafficMeter meter) {
        this(config, provider, meter, new Gate(config.limits()));
    }

    private Pool(PoolConfig config, Provider provider, TrafficMeter meter, Gate gate) {
        this(
                config,
                gate,
                provider,
                new TokenEstimate(),
                meter,
                new Arrivals(),
                new Standing(),
                PoolMetrics.of(config.name(), gate));
    }

    /** The pool that its configuration describes. */
    public static Pool open(PoolConfig config) {
        TrafficMeter meter = new TrafficMeter();
        return new Pool(config, new OpenAiProvider(config, meter::announced), meter);
    }

    /** The same, but that calls go by another provider. */
    public Pool asking(Provider other) {
        return new Pool(config, gate, other, estimate, meter, arrivals, standing, metrics);
    }

    public String name() {
        return config.name();
    }

    @Override
    public void close() {
        metrics.leave(gate);
        gate.close();
        provider.close();
    }
}
