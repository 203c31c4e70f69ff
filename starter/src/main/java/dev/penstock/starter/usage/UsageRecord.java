package dev.penstock.starter.usage;

import dev.penstock.activities.usage.ResultUsage;
import dev.penstock.activities.usage.UsageKey;
import org.jspecify.annotations.Nullable;

/**
 * The usage of some calls, with their batch and tenant.
 *
 * @param batch null = single completions
 */
public record UsageRecord(@Nullable String batch, @Nullable String tenant, UsageKey key, ResultUsage used) {}
