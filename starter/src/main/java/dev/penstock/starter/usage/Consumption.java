package dev.penstock.starter.usage;

import dev.penstock.activities.usage.UsageKey;
import dev.penstock.activities.usage.Used;
import org.jspecify.annotations.Nullable;

/**
 * What some calls used, and for whom.
 *
 * @param batch null = they were single completions
 */
public record Consumption(@Nullable String batch, @Nullable String tenant, UsageKey key, Used used) {}
