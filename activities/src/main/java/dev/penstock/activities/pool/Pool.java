package dev.penstock.activities.pool;

import dev.penstock.activities.tokens.TokenEstimate;
import dev.penstock.contracts.SliceSizing;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.limits.rate.RateLimiter;
import dev.penstock.limits.rate.RateLimits;
import dev.penstock.limits.rate.SliceSizer;
import dev.penstock.limits.traffic.PoolAvailability;
import dev.penstock.limits.traffic.TasksInTransit;
import dev.penstock.limits.traffic.TrafficMeter;
import dev.penstock.providers.Provider;
import dev.penstock.providers.dialect.Dialects;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A pool in this process: how to call its provider, the rate limiter in front of it, and the meters of its traffic. */
public record Pool(
        PoolConfig config,
        RateLimiter limiter,
        Provider provider,
        TokenEstimate estimate,
        TrafficMeter meter,
        TasksInTransit tasksInTransit,
        PoolAvailability availability,
        PoolMetrics metrics)
        implements AutoCloseable {
    public Pool(PoolConfig config, Provider provider) {
        this(config, provider, new TrafficMeter(System::nanoTime));
    }

    private Pool(PoolConfig config, Provider provider, TrafficMeter meter) {
        this(config, provider, meter, new RateLimiter(config.limits(), System::nanoTime, RandomGenerator.getDefault()));
    }

    private Pool(PoolConfig config, Provider provider, TrafficMeter meter, RateLimiter limiter) {
        this(
                config,
                limiter,
                provider,
                new TokenEstimate(config.dialect().dialect()),
                meter,
                new TasksInTransit(System::nanoTime),
                new PoolAvailability(),
                PoolMetrics.of(config.name(), limiter));
    }

    /** Opens the pool that a configuration describes. */
    public static Pool open(PoolConfig config) {
        TrafficMeter meter = new TrafficMeter(System::nanoTime);
        return new Pool(config, Dialects.provider(config.account(), meter::announced), meter);
    }

    /** Returns this pool with another provider; all else is shared. */
    public Pool asking(Provider other) {
        return new Pool(config, limiter, other, estimate, meter, tasksInTransit, availability, metrics);
    }

    /** Returns whether the governor lets this pool be called, if only to test whether its provider has recovered. */
    public boolean isOpen() {
        return switch (availability.current().state()) {
            case OPEN, RAMPING, PROBING -> meter.blocked() == null;
            case PAUSED, BLOCKED, OUTAGE, USED_UP -> false;
        };
    }

    /** Returns whether the provider has rejected the account, so that a person has to act. */
    public boolean isBlocked() {
        return availability.current().state() == PoolState.BLOCKED || meter.blocked() != null;
    }

    /** Notes that calls of a model will come. */
    public void expect(String model) {
        limiter.expect(model);
        meter.arrived(model);
    }

    public String name() {
        return config.name();
    }

    /**
     * Returns how slices should be sent at the rate that this process has now.
     *
     * @param models the models of the requests, of which the one with the tightest limits decides
     */
    public SliceSizing sizing(Collection<String> models, double tokensPerRequest) {
        return sizing(limiter.limits(), models, tokensPerRequest);
    }

    /**
     * Returns how the first slices should be sent: this process may have no share of the rate yet.
     *
     * @param model the only model of the requests; empty if they name several
     */
    public SliceSizing firstSizing(Optional<String> model, double tokensPerRequest) {
        RateLimits now = limiter.limits();
        Collection<String> models =
                model.<Collection<String>>map(List::of).orElse(now.models().keySet());
        RateLimits configured = config.limits().withModels(now.models());
        return sizing(now, models, tokensPerRequest).max(sizing(configured, models, tokensPerRequest));
    }

    private SliceSizing sizing(RateLimits limits, Collection<String> models, double tokensPerRequest) {
        return SliceSizer.of(limits.ofModels(models), availability.workers(), meter.latency(), tokensPerRequest);
    }

    @Override
    public void close() {
        metrics.remove(limiter);
        limiter.close();
        provider.close();
    }
}
