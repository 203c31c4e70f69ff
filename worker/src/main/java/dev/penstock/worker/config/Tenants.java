package dev.penstock.worker.config;

import dev.penstock.contracts.account.AccountLimits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Those the work is for.
 *
 * @param weights the part of a pool that each may have beside the others
 * @param limits what each may spend by day and month
 */
public record Tenants(Map<String, Double> weights, Map<String, AccountLimits> limits) {
    /** Temporal's limit for a fairness key, of which a tenant's name is one. */
    private static final int LONGEST_NAME = 64;

    static final Tenants NONE = new Tenants(Map.of(), Map.of());

    public Tenants {
        weights = Map.copyOf(weights);
        limits = Map.copyOf(limits);
    }

    /** Empty when nothing is said of this tenant. */
    public Optional<Double> findWeight(String tenant) {
        return Optional.ofNullable(weights.get(tenant));
    }

    static Tenants read(Map<String, Fields> groups) {
        Map<String, Double> weights = new LinkedHashMap<>();
        Map<String, AccountLimits> limits = new LinkedHashMap<>();
        groups.forEach((name, fields) -> {
            if (name.length() > LONGEST_NAME) {
                throw fields.place().wrong("a tenant's name has at most %d letters".formatted(LONGEST_NAME));
            }
            fields.find("weight", Values::weight).ifPresent(weight -> weights.put(name, weight));
            AccountLimits limit = limits(fields.group("budget-usd"));
            if (!limit.isNone()) {
                limits.put(name, limit);
            }
        });
        return new Tenants(weights, limits);
    }

    private static AccountLimits limits(Fields fields) {
        return new AccountLimits(
                fields.find("day", Values::usd).orElse(null),
                fields.find("month", Values::usd).orElse(null));
    }

    static String name(String text) {
        if (text.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("a name of at most %d letters".formatted(LONGEST_NAME));
        }
        return text;
    }
}
