package dev.penstock.activities.pool;

import dev.penstock.activities.prices.ModelPattern;
import dev.penstock.activities.prices.ModelPrice;
import dev.penstock.contracts.pool.FurtherLimits;
import dev.penstock.contracts.pool.PoolInput;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.limits.PerMinuteLimits;
import dev.penstock.limits.rate.RateLimits;
import dev.penstock.providers.DialectSettings;
import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.ProviderKey;
import dev.penstock.providers.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a pool: a provider account and the quota that may be used.
 *
 * @param baseUrl base URL with the version: {@code https://api.openai.com/v1}
 * @param models models whose requests go to this pool; {@code *} stands for any text
 * @param declared the declared quota; undeclared limits are learned from the provider
 * @param timeout timeout of one call; OpenAI's own libraries wait ten minutes
 * @param headers headers of every call; secret, because some providers take their key in a header
 * @param prices prices of the pool's models, with patterns as in {@code models}, where they differ from the list prices
 * @param dialect what the provider speaks
 */
public record PoolConfig(
        String name,
        URI baseUrl,
        @Nullable ProviderKey apiKey,
        List<String> models,
        PoolQuota declared,
        Duration timeout,
        Map<String, Secret> headers,
        Map<String, ModelPrice> prices,
        DialectSettings dialect) {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    public PoolConfig {
        if (!PoolInput.isName(name)) {
            throw new IllegalArgumentException(
                    "'%s' is not a pool's name: 1 to 64 letters, digits, '.', '_' or '-'".formatted(name));
        }
        if (!"http".equals(baseUrl.getScheme()) && !"https".equals(baseUrl.getScheme())) {
            throw new IllegalArgumentException("pool %s: '%s' is not an http(s) address".formatted(name, baseUrl));
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("pool %s: the timeout must be longer than zero".formatted(name));
        }
        limits(declared);
        baseUrl = URI.create(baseUrl.toString().replaceFirst("/+$", ""));
        models = List.copyOf(models);
        headers = Map.copyOf(headers);
        prices = Map.copyOf(prices);
    }

    /** Returns a pool for every model, with default settings. */
    public static PoolConfig of(String name, String baseUrl, @Nullable ProviderKey apiKey) {
        return new PoolConfig(
                name,
                URI.create(baseUrl),
                apiKey,
                List.of("*"),
                PoolQuota.UNKNOWN,
                DEFAULT_TIMEOUT,
                Map.of(),
                Map.of(),
                DialectSettings.at(URI.create(baseUrl)));
    }

    /** Returns the pool that names a model most exactly; of equally exact pools, the first. */
    public static Optional<PoolConfig> serving(String model, List<PoolConfig> pools) {
        return ModelPattern.mostExact(pools, PoolConfig::models, model);
    }

    /** Returns the provider account through which the pool's provider is called. */
    public ProviderAccount account() {
        return new ProviderAccount(baseUrl, apiKey, timeout, headers, limits().concurrency(), dialect);
    }

    /** Returns the limits that hold until the governor or the provider sets others. */
    public RateLimits limits() {
        return limits(declared);
    }

    public PoolConfig withDeclared(PoolQuota newDeclared) {
        return new PoolConfig(name, baseUrl, apiKey, models, newDeclared, timeout, headers, prices, dialect);
    }

    /** Returns this configuration with the given limits declared. */
    public PoolConfig withLimits(RateLimits limits) {
        return withDeclared(new PoolQuota(
                limits.requestsPerMinute().orNull(),
                limits.tokensPerMinute().orNull(),
                limits.concurrency(),
                limits.strict(),
                FurtherLimits.NONE.withInputOutput(
                        limits.perMinute().inputTokens().orNull(),
                        limits.perMinute().outputTokens().orNull())));
    }

    /** Returns this configuration under another name. */
    public PoolConfig named(String newName) {
        return new PoolConfig(newName, baseUrl, apiKey, models, declared, timeout, headers, prices, dialect);
    }

    /** Returns this configuration with another key, which is another account or counts as one. */
    public PoolConfig withKey(ProviderKey key) {
        return new PoolConfig(name, baseUrl, key, models, declared, timeout, headers, prices, dialect);
    }

    public PoolConfig withPrices(Map<String, ModelPrice> newPrices) {
        return new PoolConfig(name, baseUrl, apiKey, models, declared, timeout, headers, newPrices, dialect);
    }

    public PoolConfig withModels(List<String> newModels) {
        return new PoolConfig(name, baseUrl, apiKey, newModels, declared, timeout, headers, prices, dialect);
    }

    public PoolConfig withDialect(DialectSettings newDialect) {
        return new PoolConfig(name, baseUrl, apiKey, models, declared, timeout, headers, prices, newDialect);
    }

    public PoolConfig withTimeout(Duration newTimeout) {
        return new PoolConfig(name, baseUrl, apiKey, models, declared, newTimeout, headers, prices, dialect);
    }

    private static RateLimits limits(PoolQuota declared) {
        Integer concurrency = declared.maxConcurrency();
        Boolean strict = declared.strict();
        return new RateLimits(
                PerMinuteLimits.of(declared),
                concurrency == null ? RateLimits.DEFAULT_CONCURRENCY : concurrency,
                strict == null || strict);
    }
}
