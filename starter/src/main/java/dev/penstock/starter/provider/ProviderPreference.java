package dev.penstock.starter.provider;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.worker.config.ProviderChoice;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The command's options about the provider; they override the configuration.
 *
 * @param pool the name of the configured pool to use
 * @param quota for a single pool
 * @param timeout of a call
 */
public record ProviderPreference(
        @Nullable String pool, PoolQuota quota, @Nullable Duration timeout) {
    /**
     * Applies these options to the configured choice.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    ProviderChoice of(ProviderChoice choice) {
        List<PoolConfig> pools = choice.pools();
        if (pool != null && pools.stream().noneMatch(config -> config.name().equals(pool))) {
            throw new IllegalArgumentException(
                    "there is no pool '%s'; configured pools: %s".formatted(pool, names(pools)));
        }
        ProviderChoice chosen = pool == null ? choice : choice.withPool(pool);
        if (!quota.equals(PoolQuota.UNKNOWN) && chosen.served().size() > 1) {
            throw new IllegalArgumentException(
                    "--rpm, --tpm, --itpm, --otpm and --concurrency (PENSTOCK_RPM, …) are for one pool, and there are %d in %s: "
                                    .formatted(
                                            pools.size(), choice.configuration().name())
                            + "set them there, or pick one with --pool (%s)".formatted(names(pools)));
        }
        List<PoolConfig> served = chosen.served();
        return chosen.withPools(pools.stream()
                .map(config -> served.contains(config) ? of(config) : config)
                .toList());
    }

    private PoolConfig of(PoolConfig config) {
        PoolConfig limited = config.withDeclared(quota.or(config.declared()));
        return timeout == null ? limited : limited.withTimeout(timeout);
    }

    private static String names(List<PoolConfig> pools) {
        return pools.stream().map(PoolConfig::name).collect(Collectors.joining(", "));
    }
}
