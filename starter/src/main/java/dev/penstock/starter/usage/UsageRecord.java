package dev.penstock.starter.usage;

import dev.penstock.activities.usage.ResultUsage;
import dev.penstock.activities.usage.UsageKey;
import org.jspecify.annotations.Nullable;

/**
 * What some calls used, and for whom.
 *
 * @param batch null = they were single completions
 */
public record UsageRecord(@Nullable String batch, @Nullable String tenant, UsageKey key, ResultUsage used) {}
