package dev.penstock.starter.provider;

import dev.penstock.activities.gate.GateLimits;
import dev.penstock.activities.llm.PoolConfig;
import dev.penstock.activities.llm.Secret;
import dev.penstock.simulator.Simulator;
import dev.penstock.simulator.latency.Latency;
import dev.penstock.simulator.options.SimulatorOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds a provider: the one configured, one on this machine, or a simulated one. */
public final class ProviderFinder {
    private static final String OPENAI = "https://api.openai.com/v1";
    // Inexpensive, and what OpenAI's own Batch examples use.
    private static final String OPENAI_MODEL = "gpt-4o-mini";
    private static final String SIMULATED = "simulated";

    private ProviderFinder() {}

    /**
     * @throws IllegalArgumentException with a sentence for the user
     */
    public static ProviderChoice find(Map<String, String> environment, GateLimits limits, @Nullable Duration timeout) {
        String key = environment.getOrDefault("OPENAI_API_KEY", "").strip();
        String url = environment.getOrDefault("OPENAI_BASE_URL", "").strip();
        String model = environment.getOrDefault("PENSTOCK_MODEL", "").strip();
        ProviderChoice choice = key.isEmpty() && url.isEmpty() ? here() : configured(url.isEmpty() ? OPENAI : url, key);
        PoolConfig pool = choice.pool().withLimits(limits);
        return new ProviderChoice(
                timeout == null ? pool : pool.withTimeout(timeout),
                choice.description(),
                choice.identity(),
                model.isEmpty() ? choice.model() : model,
                choice.madeUp());
    }

    private static ProviderChoice configured(String url, String key) {
        URI baseUrl = parsed(url);
        boolean openAi = url.startsWith(OPENAI);
        PoolConfig pool = new PoolConfig(
                openAi ? "openai" : nameOf(baseUrl),
                baseUrl,
                key.isEmpty() ? null : new Secret(key),
                List.of("*"),
                GateLimits.DEFAULT,
                PoolConfig.DEFAULT_TIMEOUT,
                Map.of());
        String description = "%s (%s)".formatted(baseUrl, key.isEmpty() ? "without a key" : "with OPENAI_API_KEY");
        return new ProviderChoice(pool, description, url, openAi ? OPENAI_MODEL : null, null);
    }

    private static ProviderChoice here() {
        return LocalProviders.find()
                .map(found -> new ProviderChoice(
                        PoolConfig.of(found.name(), found.baseUrl().toString(), null),
                        "%s on this machine, %s".formatted(found.name(), found.baseUrl()),
                        found.baseUrl().toString(),
                        found.models().getFirst(),
                        null))
                .orElseGet(ProviderFinder::simulated);
    }

    private static ProviderChoice simulated() {
        Simulator simulator = Simulator.start(SimulatorOptions.builder()
                .latency(Latency.parse("200ms..400ms"))
                .build());
        return new ProviderChoice(
                PoolConfig.of(SIMULATED, simulator.baseUrl().toString(), null),
                "simulated - no OPENAI_API_KEY and no model server on this machine, so THE ANSWERS ARE MADE UP",
                SIMULATED,
                "simulated-1",
                simulator);
    }

    private static URI parsed(String url) {
        try {
            URI baseUrl = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            if (baseUrl.getHost() != null) {
                return baseUrl;
            }
        } catch (IllegalArgumentException unreadable) {
            // Said below, for both cases.
        }
        throw new IllegalArgumentException("OPENAI_BASE_URL '" + url + "' is not an address such as " + OPENAI);
    }

    /** Host and port, as far as a pool's name may have them. */
    private static String nameOf(URI baseUrl) {
        String name = baseUrl.getHost() + (baseUrl.getPort() < 0 ? "" : "-" + baseUrl.getPort());
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "");
        return plain.substring(0, Math.min(64, plain.length()));
    }
}
