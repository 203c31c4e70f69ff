package dev.penstock.starter.provider;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.worker.config.ConfiguredDefaults;
import dev.penstock.worker.config.PenstockConfiguration;
import dev.penstock.worker.config.ProviderChoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the choice of a provider that is not configured in a file; the configured defaults apply to its pools. */
final class EnvironmentChoice {
    private EnvironmentChoice() {}

    /** Returns a choice with the only account of the environment, which takes all requests. */
    static ProviderChoice only(EnvironmentAccount account, String wantedName, PenstockConfiguration configuration) {
        PoolName name = name(account, wantedName);
        return of(
                account.pool().named(name.text()),
                description(account, name),
                account.usualModel(),
                configuration,
                name.account(),
                null);
    }

    /**
     * Returns a choice with all accounts of the environment, of which each takes the requests for its models.
     *
     * @param accounts Azure's, if there, or else the first takes models that no other provider is known for
     */
    static ProviderChoice byModel(
            List<EnvironmentAccount> accounts, String wantedName, PenstockConfiguration configuration) {
        EnvironmentAccount ofTheRest = accounts.stream()
                .filter(account -> account.models().isEmpty())
                .findFirst()
                .orElse(accounts.getFirst());
        List<PoolConfig> pools = new ArrayList<>();
        List<String> descriptions = new ArrayList<>();
        Map<String, String> ends = new LinkedHashMap<>();
        for (EnvironmentAccount account : accounts) {
            boolean takesRest = account.equals(ofTheRest);
            List<String> models = new ArrayList<>(account.models());
            if (takesRest) {
                models.add("*");
            }
            PoolName name = name(account, wantedName);
            pools.add(withDefaults(account.pool().named(name.text()).withModels(models), configuration));
            descriptions.add(
                    "%s to %s".formatted(takesRest ? "others" : String.join(", ", models), description(account, name)));
            if (name.account() != null) {
                ends.put(name.text(), name.account());
            }
        }
        String usual = accounts.stream()
                .map(EnvironmentAccount::usualModel)
                .filter(model -> model != null)
                .findFirst()
                .orElse(null);
        String model = configuration.defaults().model();
        return new ProviderChoice(
                pools,
                null,
                "by model: " + String.join("; ", descriptions),
                model == null ? usual : model,
                configuration,
                ends,
                null);
    }

    /** Returns a choice with a single pool, which takes all requests. */
    static ProviderChoice of(
            PoolConfig pool,
            String description,
            @Nullable String model,
            PenstockConfiguration configuration,
            @Nullable String account,
            @Nullable AutoCloseable madeUp) {
        return new ProviderChoice(
                List.of(withDefaults(pool, configuration)),
                pool.name(),
                description,
                configuration.defaults().model() == null
                        ? model
                        : configuration.defaults().model(),
                configuration,
                account == null ? Map.of() : Map.of(pool.name(), account),
                madeUp);
    }

    private static PoolName name(EnvironmentAccount account, String wantedName) {
        return PoolName.of(account.pool().account(), wantedName);
    }

    private static String description(EnvironmentAccount account, PoolName name) {
        return "%s (%s%s)"
                .formatted(
                        account.baseUrl(),
                        account.key() == null
                                ? "without a key"
                                : "with " + account.key().variable(),
                        name.account() == null ? "" : ", account " + name.account());
    }

    private static PoolConfig withDefaults(PoolConfig pool, PenstockConfiguration configuration) {
        ConfiguredDefaults defaults = configuration.defaults();
        PoolConfig limited = pool.withDeclared(new PoolQuota(null, null, defaults.maxConcurrency(), null));
        return defaults.timeout() == null ? limited : limited.withTimeout(defaults.timeout());
    }
}
