package dev.penstock.activities.llm;

import dev.penstock.activities.gate.GateLimits;
import dev.penstock.contracts.pool.PoolQuota;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One provider account and what may be used of it.
 *
 * @param baseUrl with the version: {@code https://api.openai.com/v1}
 * @param models whose requests go here; {@code *} stands for anything
 * @param timeout of one call; ten minutes is what OpenAI's own libraries wait
 * @param headers sent along; secret, because some providers take their key in one
 */
public record PoolConfig(
        String name,
        URI baseUrl,
        @Nullable Secret apiKey,
        List<String> models,
        GateLimits limits,
        Duration timeout,
        Map<String, Secret> headers) {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public PoolConfig {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is not a pool's name: 1 to 64 letters, digits, '.', '_' or '-'".formatted(name));
        }
        if (!"http".equals(baseUrl.getScheme()) && !"https".equals(baseUrl.getScheme())) {
            throw new IllegalArgumentException("pool %s: '%s' is not an http(s) address".formatted(name, baseUrl));
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("pool %s: the timeout must be longer than nothing".formatted(name));
        }
        baseUrl = URI.create(baseUrl.toString().replaceFirst("/+$", ""));
        models = List.copyOf(models);
        headers = Map.copyOf(headers);
    }

    /** A pool for every model, with all else by default. */
    public static PoolConfig of(String name, String baseUrl, @Nullable Secret apiKey) {
        return new PoolConfig(
                name, URI.create(baseUrl), apiKey, List.of("*"), GateLimits.DEFAULT, DEFAULT_TIMEOUT, Map.of());
    }

    public PoolConfig withLimits(GateLimits newLimits) {
        return new PoolConfig(name, baseUrl, apiKey, models, newLimits, timeout, headers);
    }

    public PoolConfig withModels(List<String> newModels) {
        return new PoolConfig(name, baseUrl, apiKey, newModels, limits, timeout, headers);
    }

    public PoolConfig withTimeout(Duration newTimeout) {
        return new PoolConfig(name, baseUrl, apiKey, models, limits, newTimeout, headers);
    }

    /** What its limits say, for the governor. */
    public PoolQuota declared() {
        return new PoolQuota(
                limits.requestsPerMinute(), limits.tokensPerMinute(), limits.concurrency(), limits.strict());
    }

    /** How exactly it names this model: 0 = not at all, more = less of it is a wildcard. */
    int serves(String model) {
        return models.stream()
                .filter(pattern -> matches(pattern, model))
                .mapToInt(pattern -> 1 + pattern.replace("*", "").length() + (pattern.contains("*") ? 0 : 1))
                .max()
                .orElse(0);
    }

    private static boolean matches(String pattern, String model) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
        return model.matches(regex);
    }
}
