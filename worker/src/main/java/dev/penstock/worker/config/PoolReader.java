package dev.penstock.worker.config;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.pool.RouteConfig;
import dev.penstock.contracts.pool.FurtherLimits;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.limits.route.RoutePlace;
import dev.penstock.providers.Dialect;
import dev.penstock.providers.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the pools of a configuration. */
final class PoolReader {
    private static final String KEYS = "api-keys";

    private final ConfiguredDefaults defaults;
    private final boolean wasNamed;
    private final PoolNames names = new PoolNames();
    private final List<RouteConfig> routes = new ArrayList<>();

    /**
     * @param wasNamed whether the user has named the configuration's file, or keeps it in the state folder
     */
    PoolReader(ConfiguredDefaults defaults, boolean wasNamed) {
        this.defaults = defaults;
        this.wasNamed = wasNamed;
    }

    List<PoolConfig> read(Map<String, SettingGroup> groups) {
        return groups.entrySet().stream()
                .flatMap(group -> pools(group.getKey(), group.getValue()).stream())
                .toList();
    }

    /** Returns the names of the pools that were read. */
    PoolNames names() {
        return names;
    }

    /** Returns a route for each pool that has several keys. */
    List<RouteConfig> routes() {
        return List.copyOf(routes);
    }

    /** Returns the pool, or one for each of its keys: {@code openai-1}, {@code openai-2}. */
    private List<PoolConfig> pools(String name, SettingGroup fields) {
        List<Secret> keys = fields.secrets(KEYS, SettingParser::secret);
        PoolConfig pool = pool(name, fields);
        if (keys.isEmpty()) {
            refuseEmptyList(name, fields);
            names.add(name, List.of(name));
            return List.of(pool);
        }
        List<PoolConfig> pools = new ArrayList<>();
        for (Secret key : keys) {
            PoolDialect.read(fields).check(key, fields.place(KEYS), pool.baseUrl());
            pools.add(pool.named(name + "-" + (pools.size() + 1)).withKey(key));
        }
        List<String> each = pools.stream().map(PoolConfig::name).toList();
        names.add(name, each);
        routes.add(new RouteConfig(
                RouteConfig.nameOf(name),
                pool.models(),
                each.stream()
                        .map(one -> new RouteConfig.Member(one, null, new RoutePlace(1, false, 1)))
                        .toList()));
        return pools;
    }

    /** Refuses a list of keys without a key: the pool would be called without one, and the provider would refuse every call. */
    private static void refuseEmptyList(String name, SettingGroup fields) {
        if (fields.names().contains(KEYS)) {
            throw fields.place(KEYS)
                    .wrong(
                            "pool '%s' has no key in api-keys; write, for example, [${KEY_A}, ${KEY_B}], or remove api-keys if the provider needs no key"
                                    .formatted(name));
        }
    }

    private PoolConfig pool(String name, SettingGroup fields) {
        PoolDialect dialect = PoolDialect.read(fields);
        URI address = address(name, fields, dialect);
        List<String> models = fields.texts("models");
        @Nullable
        Integer concurrency =
                fields.find("max-concurrency", SettingParser::calls).orElse(defaults.maxConcurrency());
        PoolQuota declared = new PoolQuota(
                fields.find("requests-per-minute", SettingParser::count).orElse(null),
                fields.find("tokens-per-minute", SettingParser::count).orElse(null),
                concurrency,
                fields.find("strict", SettingParser::flag).orElse(null),
                further(fields, dialect.at(address).dialect()));
        try {
            return new PoolConfig(
                    name,
                    address,
                    new PoolKey(dialect, wasNamed).find(fields, address).orElse(null),
                    models.isEmpty() ? List.of("*") : models,
                    declared,
                    fields.find("timeout", SettingParser::positiveDuration)
                            .orElse(defaults.timeout() == null ? PoolConfig.DEFAULT_TIMEOUT : defaults.timeout()),
                    headers(fields.group("headers")),
                    PriceReader.read(fields.groups("prices")),
                    dialect.at(address));
        } catch (ConfigurationException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw fields.place().wrong(String.valueOf(e.getMessage()));
        }
    }

    private static FurtherLimits further(SettingGroup fields, Dialect dialect) {
        return new FurtherLimits(
                fields.find("requests-per-hour", SettingParser::count).orElse(null),
                fields.find("requests-per-day", SettingParser::count).orElse(null),
                fields.find("tokens-per-hour", SettingParser::count).orElse(null),
                fields.find("tokens-per-day", SettingParser::count).orElse(null),
                fields.find("input-tokens-per-minute", SettingParser::count).orElse(null),
                fields.find("output-tokens-per-minute", SettingParser::count).orElse(null),
                fields.find("day-starts", SettingParser::dayStart)
                        .orElse(dialect.dayStart().orElse(null)));
    }

    private static URI address(String name, SettingGroup fields, PoolDialect dialect) {
        fields.findSecret("base-url", PoolReader::withoutUser);
        return fields.find("base-url", SettingParser::address)
                .or(dialect::usualAddress)
                .orElseThrow(() -> fields.place()
                        .wrong("pool '%s' has no base-url; write the provider's address, such as %s"
                                .formatted(name, dialect.exampleAddress())));
    }

    /** Refuses an address with a user and password, because a password would be seen wherever the address is. */
    private static String withoutUser(String text) {
        if (text.matches("[^/]*//[^/]*@.*")) {
            throw new IllegalArgumentException(
                    "an address without user and password; api-key and headers are for these");
        }
        return text;
    }

    private static Map<String, Secret> headers(SettingGroup fields) {
        Map<String, Secret> headers = new LinkedHashMap<>();
        for (String name : fields.names()) {
            if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
                throw fields.place(name).wrong("'%s' cannot be a header's name".formatted(name));
            }
            fields.findSecret(name, SettingParser::secret).ifPresent(value -> headers.put(name, value));
        }
        return headers;
    }
}
