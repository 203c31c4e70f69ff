package dev.penstock.worker.config;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.pool.RouteConfig;
import dev.penstock.worker.config.RawSetting.Group;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The user's configuration: pools, defaults and tenants.
 *
 * @param source the file it was read from, in the user's words; null = there is no file
 * @param pools if empty, a provider is looked for
 * @param routes the routes as written, and one for each pool with several keys
 * @param inputs the folders from which batches may read what was not submitted through the store
 */
public record PenstockConfiguration(
        @Nullable String source,
        List<PoolConfig> pools,
        List<RouteConfig> routes,
        ConfiguredTenants tenants,
        ConfiguredDefaults defaults,
        ConfiguredInputs inputs) {
    public static final PenstockConfiguration NONE = new PenstockConfiguration(
            null, List.of(), List.of(), ConfiguredTenants.NONE, ConfiguredDefaults.NONE, ConfiguredInputs.NONE);

    public PenstockConfiguration {
        pools = List.copyOf(pools);
        routes = List.copyOf(routes);
    }

    /** Returns the configuration's name for messages: the file's, or that of the variables if there is no file. */
    public String name() {
        return source == null ? "the environment" : source;
    }

    /**
     * Reads a configuration from a file and environment variables.
     *
     * @param file null = variables only
     * @param name what the user calls the file
     * @param wasNamed whether the user has named the file, or keeps it in the state folder
     * @throws ConfigurationException for the first mistake in the configuration
     */
    static PenstockConfiguration read(
            @Nullable Path file, String name, boolean wasNamed, Map<String, String> environment) {
        Group written = file == null ? Group.of(null, SourcePosition.top(name)) : YamlFile.read(file, name);
        ConfigurationSchemaCheck.check(written);
        SettingGroup fields =
                new SettingGroup(EnvironmentOverrides.over(written, environment), new VariableReferences(environment));
        ConfiguredDefaults defaults = ConfiguredDefaults.read(fields.group("defaults"));
        PoolReader reader = new PoolReader(defaults, wasNamed);
        List<PoolConfig> pools = reader.read(fields.groups("pools"));
        List<RouteConfig> routes = new ArrayList<>(new RouteReader(fields.groups("routes"), reader.names()).read());
        routes.addAll(reader.routes());
        String model = defaults.model();
        if (model != null
                && !pools.isEmpty()
                && PoolConfig.serving(model, pools).isEmpty()
                && RouteConfig.serving(model, routes, 0).isEmpty()) {
            throw fields.group("defaults").place("model").wrong("no pool serves model '%s'".formatted(model));
        }
        return new PenstockConfiguration(
                file == null ? null : name,
                pools,
                routes,
                ConfiguredTenants.read(fields.groups("tenants")),
                defaults,
                ConfiguredInputs.read(fields, environment));
    }
}
