package dev.penstock.starter.provider;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.contracts.pool.SimulatedProvider;
import dev.penstock.simulator.Simulator;
import dev.penstock.simulator.latency.LatencyDistribution;
import dev.penstock.simulator.options.SimulatorOptions;
import dev.penstock.worker.config.PenstockConfiguration;
import dev.penstock.worker.config.ProviderChoice;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds a provider: the configured pools, the one that the environment names, one on this machine, or a simulated one. */
public final class ProviderFinder {
    /** The environment variable that names the account of the provider in the environment. */
    public static final String ACCOUNT = "PENSTOCK_ACCOUNT";

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
                Map.of(),
                null);
    }

    private static ProviderChoice inEnvironment(Map<String, String> environment, PenstockConfiguration configuration) {
        List<EnvironmentAccount> accounts = EnvironmentAccount.in(environment);
        String wantedName = environment.getOrDefault(ACCOUNT, "").strip();
        return switch (accounts.size()) {
            case 0 -> here(configuration);
            case 1 -> EnvironmentChoice.only(accounts.getFirst(), wantedName, configuration);
            default -> EnvironmentChoice.byModel(accounts, wantedName, configuration);
        };
    }

    private static ProviderChoice here(PenstockConfiguration configuration) {
        return LocalProviders.find()
                .map(found -> EnvironmentChoice.of(
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
        return EnvironmentChoice.of(
                PoolConfig.of(SimulatedProvider.NAME, simulator.baseUrl().toString(), null),
                "simulated - no OPENAI_API_KEY and no model server on this machine, so THE ANSWERS ARE MADE UP",
                "simulated-1",
                configuration,
                null,
                simulator);
    }
}
