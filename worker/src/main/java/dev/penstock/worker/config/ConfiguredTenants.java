package dev.penstock.worker.config;

import dev.penstock.contracts.budget.BudgetLimits;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The configured weights and budget limits of tenants.
 *
 * @param weights each tenant's share of a pool, relative to other tenants
 * @param limits each tenant's limits by day and month
 */
public record ConfiguredTenants(Map<String, Double> weights, Map<String, BudgetLimits> limits) {
    /** The longest tenant name, which is Temporal's limit for a fairness key. */
    private static final int LONGEST_NAME = 64;

    static final ConfiguredTenants NONE = new ConfiguredTenants(Map.of(), Map.of());

    public ConfiguredTenants {
        weights = Map.copyOf(weights);
        limits = Map.copyOf(limits);
    }

    static ConfiguredTenants read(Map<String, SettingGroup> groups) {
        Map<String, Double> weights = new LinkedHashMap<>();
        Map<String, BudgetLimits> limits = new LinkedHashMap<>();
        groups.forEach((name, fields) -> {
            if (name.length() > LONGEST_NAME) {
                throw fields.place().wrong("a tenant's name may have at most %d characters".formatted(LONGEST_NAME));
            }
            fields.find("weight", SettingParser::weight).ifPresent(weight -> weights.put(name, weight));
            BudgetLimits limit = limits(fields.group("budget-usd"));
            if (!limit.isNone()) {
                limits.put(name, limit);
            }
        });
        return new ConfiguredTenants(weights, limits);
    }

    private static BudgetLimits limits(SettingGroup fields) {
        return new BudgetLimits(
                fields.find("day", SettingParser::usd).orElse(null),
                fields.find("month", SettingParser::usd).orElse(null));
    }

    static String name(String text) {
        if (text.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("a name of at most %d characters".formatted(LONGEST_NAME));
        }
        return text;
    }
}
