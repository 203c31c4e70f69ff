package dev.penstock.worker.config;

import dev.penstock.contracts.Urgency;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configured defaults, which apply where neither a pool nor a command sets a value; null means not configured.
 *
 * @param model for requests that name none
 * @param maxConcurrency of pools
 * @param timeout of a call
 * @param grace how long running calls may take to end when the process stops
 * @param tenant the tenant of a batch
 * @param priority of a batch
 * @param confirmOver US dollars above which {@code run} asks before it starts
 */
public record ConfiguredDefaults(
        @Nullable String model,
        @Nullable Integer maxConcurrency,
        @Nullable Duration timeout,
        @Nullable Duration grace,
        @Nullable String tenant,
        @Nullable String priority,
        @Nullable BigDecimal confirmOver) {
    static final ConfiguredDefaults NONE = new ConfiguredDefaults(null, null, null, null, null, null, null);

    static ConfiguredDefaults read(SettingGroup fields) {
        return new ConfiguredDefaults(
                fields.find("model", text -> text).orElse(null),
                fields.find("max-concurrency", SettingParser::calls).orElse(null),
                fields.find("timeout", SettingParser::positiveDuration).orElse(null),
                fields.find("grace", SettingParser::duration).orElse(null),
                fields.find("tenant", ConfiguredTenants::name).orElse(null),
                fields.find("priority", ConfiguredDefaults::priority).orElse(null),
                fields.find("confirm-over", SettingParser::usd).orElse(null));
    }

    private static String priority(String text) {
        return SettingParser.oneOf(
                text, Stream.of(Urgency.values()).map(Urgency::text).toList());
    }
}
