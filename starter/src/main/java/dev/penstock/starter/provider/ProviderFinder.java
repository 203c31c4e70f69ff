package dev.penstock.starter.provider;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.SimulatedProvider;
import dev.penstock.providers.Secret;
import dev.penstock.simulator.Simulator;
import dev.penstock.simulator.latency.LatencyDistribution;
import dev.penstock.simulator.options.SimulatorOptions;
import dev.penstock.worker.config.ConfiguredDefaults;
import dev.penstock.worker.config.PenstockConfiguration;
import dev.penstock.worker.config.ProviderChoice;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds a provider: the configured pools, the one that the environment names, one on this machine, or a simulated one. */
public final class ProviderFinder {
    /** The environment variable that names the account of the provider in the environment. */
    public static final String ACCOUNT = "PENSTOCK_ACCOUNT";

    private static final String OPENAI = "https://api.openai.com/v1";
    // The default model is inexpensive, and the one in OpenAI's own Batch API examples.
    private static final String OPENAI_MODEL = "gpt-4o-mini";

    private ProviderFinder() {}

    /**
     * Returns the provider to use.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    public static ProviderChoice find(
            Map<String, String> environment, PenstockConfiguration configuration, ProviderPreference wanted) {
        String model = environment.getOrDefault("PENSTOCK_MODEL", "").strip();
        ProviderChoice found =
                configuration.pools().isEmpty() ? inEnvironment(environment, configuration) : configured(configuration);
        try {
            return wanted.of(model.isEmpty() ? found : found.withModel(model));
        } catch (IllegalArgumentException e) {
            found.close();
            throw e;
        }
    }

    private static ProviderChoice configured(PenstockConfiguration configuration) {
        String addresses = configuration.pools().stream()
                .map(pool -> "%s (%s)".formatted(pool.name(), pool.baseUrl()))
                .collect(Collectors.joining(", "));
        return new ProviderChoice(
                configuration.pools(),
                null,
                "%s, from %s".formatted(addresses, configuration.name()),
                configuration.defaults().model(),
                configuration,
                null,
                null);
    }

    private static ProviderChoice inEnvironment(Map<String, String> environment, PenstockConfiguration configuration) {
        String key = environment.getOrDefault("OPENAI_API_KEY", "").strip();
        Secret.findUnsendable(key).ifPresent(what -> {
            throw new IllegalArgumentException(
                    "OPENAI_API_KEY has %s, which no header can carry; set it to the key alone, without what was copied beside it"
                            .formatted(what));
        });
        String url = environment.getOrDefault("OPENAI_BASE_URL", "").strip();
        return key.isEmpty() && url.isEmpty()
                ? here(configuration)
                : named(url.isEmpty() ? OPENAI : url, key, environment.getOrDefault(ACCOUNT, ""), configuration);
    }

    private static ProviderChoice named(
            String url, String key, String wantedAccount, PenstockConfiguration configuration) {
        URI baseUrl = parsed(url);
        boolean openAi = url.startsWith(OPENAI);
        PoolConfig unnamed = PoolConfig.of("unnamed", baseUrl.toString(), key.isEmpty() ? null : new Secret(key));
        PoolName name = PoolName.of(openAi ? "openai" : null, unnamed.account(), wantedAccount.strip());
        String description = "%s (%s%s)"
                .formatted(
                        baseUrl,
                        key.isEmpty() ? "without a key" : "with OPENAI_API_KEY",
                        name.account() == null ? "" : ", account " + name.account());
        return choice(
                unnamed.named(name.text()),
                description,
                openAi ? OPENAI_MODEL : null,
                configuration,
                name.account(),
                null);
    }

    private static ProviderChoice here(PenstockConfiguration configuration) {
        return LocalProviders.find()
                .map(found -> choice(
                        PoolConfig.of(found.name(), found.baseUrl().toString(), null),
                        "%s on this machine, %s".formatted(found.name(), found.baseUrl()),
                        found.models().getFirst(),
                        configuration,
                        null,
                        null))
                .orElseGet(() -> simulated(configuration));
    }

    private static ProviderChoice simulated(PenstockConfiguration configuration) {
        Simulator simulator = Simulator.start(SimulatorOptions.builder()
                .latency(LatencyDistribution.parse("200ms..400ms"))
                .build());
        return choice(
                PoolConfig.of(SimulatedProvider.NAME, simulator.baseUrl().toString(), null),
                "simulated - no OPENAI_API_KEY and no model server on this machine, so THE ANSWERS ARE MADE UP",
                "simulated-1",
                configuration,
                null,
                simulator);
    }

    /** Returns a choice with a single pool, which takes all requests; the configured defaults apply to it. */
    private static ProviderChoice choice(
            PoolConfig pool,
            String description,
            @Nullable String model,
            PenstockConfiguration configuration,
            @Nullable String account,
            @Nullable AutoCloseable madeUp) {
        ConfiguredDefaults defaults = configuration.defaults();
        PoolConfig limited = pool.withDeclared(new PoolQuota(null, null, defaults.maxConcurrency(), null));
        return new ProviderChoice(
                List.of(defaults.timeout() == null ? limited : limited.withTimeout(defaults.timeout())),
                pool.name(),
                description,
                defaults.model() == null ? model : defaults.model(),
                configuration,
                account,
                madeUp);
    }

    private static URI parsed(String url) {
        try {
            URI baseUrl = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            if (baseUrl.getHost() != null && baseUrl.getUserInfo() == null && baseUrl.getQuery() == null) {
                return baseUrl;
            }
        } catch (IllegalArgumentException unreadable) {
            // The error below covers all cases.
        }
        // An address with a password or a key in it is not shown, and would be seen wherever the address is.
        String shown = url.matches("(?s).*[@?].*") ? "" : " '" + url + "'";
        throw new IllegalArgumentException(
                "OPENAI_BASE_URL%s is not an address such as %s, without user, password and query; a key goes into OPENAI_API_KEY"
                        .formatted(shown, OPENAI));
    }
}
