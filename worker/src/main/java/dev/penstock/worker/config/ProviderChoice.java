package dev.penstock.worker.config;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.pool.RouteConfig;
import dev.penstock.contracts.batch.BatchDefaults;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.contracts.pool.SimulatedProvider;
import dev.penstock.worker.WorkerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pools in use, and which of them takes which requests.
 *
 * @param pools all known pools; without {@code pool}, each takes the requests for its models
 * @param pool the pool that takes all requests, whatever their models
 * @param description one line for people
 * @param model for requests that name none
 * @param accounts of pools that are named after an account: the end of the name that tells the account from others
 * @param madeUp the simulated provider of this process, if no real provider is used
 */
public record ProviderChoice(
        List<PoolConfig> pools,
        @Nullable String pool,
        String description,
        @Nullable String model,
        PenstockConfiguration configuration,
        Map<String, String> accounts,
        @Nullable AutoCloseable madeUp)
        implements AutoCloseable {
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(60);

    public ProviderChoice {
        pools = List.copyOf(pools);
        accounts = Map.copyOf(accounts);
    }

    /** Returns the end of the only pool's name that tells its account from others; null = the name has no such end. */
    public @Nullable String account() {
        return pool == null ? null : accounts.get(pool);
    }

    public boolean isMadeUp() {
        return madeUp != null;
    }

    public Optional<String> defaultModel() {
        return Optional.ofNullable(model);
    }

    /** Returns the pool that takes all requests; empty if the model decides. */
    public Optional<PoolConfig> onlyPool() {
        return pools.stream().filter(config -> config.name().equals(pool)).findFirst();
    }

    /** Returns the pool that takes requests for this model. */
    public Optional<PoolConfig> findPool(String ofModel) {
        return onlyPool().or(() -> PoolConfig.serving(ofModel, pools));
    }

    /** Returns the routes in use: none if one pool takes all requests. */
    public List<RouteConfig> routes() {
        return pool == null ? configuration.routes() : List.of();
    }

    /** Returns the route that takes requests for this model; empty if a pool does. */
    public Optional<RouteConfig> findRoute(String ofModel) {
        return RouteConfig.serving(ofModel, routes(), pools);
    }

    /** Returns the name of the route or pool that takes requests for this model. */
    public Optional<String> destination(String ofModel) {
        return findRoute(ofModel)
                .map(RouteConfig::name)
                .or(() -> findPool(ofModel).map(PoolConfig::name));
    }

    /** Returns the pools that may answer requests for this model. */
    public List<PoolConfig> poolsOf(String ofModel) {
        return findRoute(ofModel)
                .map(route -> pools.stream()
                        .filter(config -> route.pools().contains(config.name()))
                        .toList())
                .orElseGet(() -> findPool(ofModel).map(List::of).orElse(List.of()));
    }

    /** Returns the pools that this process may call. */
    public List<PoolConfig> served() {
        return onlyPool().map(List::of).orElse(pools);
    }

    /** Returns the names under which this process takes calls: those of its pools, and of the routes to them. */
    public List<String> takenNames() {
        return Stream.concat(servedNames().stream(), routes().stream().map(RouteConfig::name))
                .toList();
    }

    public List<String> servedNames() {
        return served().stream().map(PoolConfig::name).toList();
    }

    /**
     * Returns settings for a worker that calls the served pools and plans for all known pools.
     *
     * @param home the state folder
     */
    public WorkerSettings settings(URI store, Path home) {
        return new WorkerSettings(store, pools, model)
                // Also where one pool takes all: the routes say what their models are called there.
                .routing(configuration.routes())
                .serving(servedNames())
                .with(new WorkerSettings.Tenants(
                        configuration.tenants().weights(),
                        configuration.tenants().limits()))
                .reading(configuration.inputs().of(store, home));
    }

    /** Returns the values that apply to batches and completions that don't set them. */
    public BatchDefaults batchDefaults() {
        return new BatchDefaults(Map.of(), configuration.tenants().weights())
                .with(SpecKey.POOL, pool)
                .with(SpecKey.POOLS, pools.isEmpty() ? null : models())
                .with(SpecKey.MODEL, model)
                .with(SpecKey.TENANT, configuration.defaults().tenant())
                .with(SpecKey.PRIORITY, configuration.defaults().priority());
    }

    /** Returns a batch's specification with these pools, which the batch may use from now on. */
    public BatchSpec chosenFor(BatchSpec spec) {
        return spec.with(SpecKey.POOL, pool).with(SpecKey.POOLS, models());
    }

    /** Returns the models of each pool, by which a worker with some of the pools knows whether these are all that a batch needs. */
    private Map<String, List<String>> models() {
        Map<String, List<String>> models = new LinkedHashMap<>();
        pools.forEach(config -> models.put(config.name(), config.models()));
        return models;
    }

    /** Returns how long running calls may take to end when the process stops: the requested, configured or default time. */
    public Duration grace(@Nullable Long askedSeconds) {
        Duration configured = configuration.defaults().grace();
        if (askedSeconds != null) {
            return Duration.ofSeconds(askedSeconds);
        }
        return configured == null ? DEFAULT_GRACE : configured;
    }

    /**
     * Returns the base URLs that answer a batch's usual model, so that simulated answers are never taken for real ones.
     * Other pools don't count, because an additional pool must not make a finished batch look like another.
     */
    public String identity(@Nullable String usualModel) {
        if (isMadeUp()) {
            return SimulatedProvider.NAME;
        }
        return Optional.ofNullable(usualModel)
                .map(this::poolsOf)
                .filter(answering -> !answering.isEmpty())
                .orElseGet(this::served)
                .stream()
                .map(config -> config.baseUrl().toString())
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /**
     * Returns the name, without the account, of the pool that takes a batch's requests: a batch's id does not depend on the key,
     * nor on the keys that the environment has for other providers. Null = the model decides.
     */
    public @Nullable String poolOfAnyAccount(@Nullable String usualModel) {
        String name =
                pool == null && usualModel != null && configuration.pools().isEmpty()
                        ? findPool(usualModel).map(PoolConfig::name).orElse(null)
                        : pool;
        String account = name == null ? null : accounts.get(name);
        return name == null || account == null ? name : name.substring(0, name.length() - account.length() - 1);
    }

    /** Returns this choice with its only pool under another name, which another account has had so far. */
    public ProviderChoice inPlaceOf(String otherPool) {
        PoolConfig renamed = onlyPool().orElseThrow().named(otherPool);
        return new ProviderChoice(List.of(renamed), otherPool, description, model, configuration, Map.of(), madeUp);
    }

    public ProviderChoice withPools(List<PoolConfig> newPools) {
        return new ProviderChoice(newPools, pool, description, model, configuration, accounts, madeUp);
    }

    public ProviderChoice withModel(String newModel) {
        return new ProviderChoice(pools, pool, description, newModel, configuration, accounts, madeUp);
    }

    public ProviderChoice withPool(String newPool) {
        return new ProviderChoice(pools, newPool, description, model, configuration, accounts, madeUp);
    }

    @Override
    public void close() {
        if (madeUp != null) {
            try {
                madeUp.close();
            } catch (Exception e) {
                throw new IllegalStateException("the simulated provider did not close: " + e.getMessage(), e);
            }
        }
    }
}
