package dev.penstock.worker.config;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.worker.config.RawSetting.Group;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user has configured.
 *
 * @param source what it was read from, in the user's words; null = there is no file
 * @param pools none = a provider is looked for
 */
public record PenstockConfiguration(
        @Nullable String source, List<PoolConfig> pools, ConfiguredTenants tenants, ConfiguredDefaults defaults) {
    public static final PenstockConfiguration NONE =
            new PenstockConfiguration(null, List.of(), ConfiguredTenants.NONE, ConfiguredDefaults.NONE);

    public PenstockConfiguration {
        pools = List.copyOf(pools);
    }

    /** Where it comes from: the file, or variables alone. */
    public String name() {
        return source == null ? "the environment" : source;
    }

    /**
     * @param file null = none, so that variables alone count
     * @param name what the user calls the file
     * @throws ConfigurationException for the first mistake in it
     */
    static PenstockConfiguration read(@Nullable Path file, String name, Map<String, String> environment) {
        Group written = file == null ? Group.of(null, new SourcePosition(name, 1)) : YamlFile.read(file, name);
        ConfigurationSchemaCheck.check(written);
        SettingGroup fields =
                new SettingGroup(EnvironmentOverrides.over(written, environment), new VariableReferences(environment));
        ConfiguredDefaults defaults = ConfiguredDefaults.read(fields.group("defaults"));
        List<PoolConfig> pools = new PoolReader(defaults).read(fields.groups("pools"));
        String model = defaults.model();
        if (model != null
                && !pools.isEmpty()
                && PoolConfig.serving(model, pools).isEmpty()) {
            throw fields.group("defaults").place("model").wrong("no pool serves model '%s'".formatted(model));
        }
        return new PenstockConfiguration(
                file == null ? null : name, pools, ConfiguredTenants.read(fields.groups("tenants")), defaults);
    }
}
