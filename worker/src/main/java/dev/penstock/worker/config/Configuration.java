package dev.penstock.worker.config;

import dev.penstock.activities.llm.PoolConfig;
import dev.penstock.worker.config.Setting.Group;
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
public record Configuration(@Nullable String source, List<PoolConfig> pools, Tenants tenants, Defaults defaults) {
    public static final Configuration NONE = new Configuration(null, List.of(), Tenants.NONE, Defaults.NONE);

    public Configuration {
        pools = List.copyOf(pools);
    }

    /** Where it comes from: the file, or variables alone. */
    public String name() {
        return source == null ? "the environment" : source;
    }

    /**
     * @param file null = none, so that variables alone count
     * @param name what the user calls the file
     * @throws WrongConfiguration for the first mistake in it
     */
    static Configuration read(@Nullable Path file, String name, Map<String, String> environment) {
        Group written = file == null ? Group.of(null, new Place(name, 1)) : YamlFile.read(file, name);
        ShapeCheck.check(written);
        Fields fields = new Fields(Variables.over(written, environment), new References(environment));
        Defaults defaults = Defaults.read(fields.group("defaults"));
        List<PoolConfig> pools = new PoolReader(defaults).read(fields.groups("pools"));
        String model = defaults.model();
        if (model != null
                && !pools.isEmpty()
                && PoolConfig.serving(model, pools).isEmpty()) {
            throw fields.group("defaults").place("model").wrong("no pool serves model '%s'".formatted(model));
        }
        return new Configuration(file == null ? null : name, pools, Tenants.read(fields.groups("tenants")), defaults);
    }
}
