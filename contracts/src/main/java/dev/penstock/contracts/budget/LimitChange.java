package dev.penstock.contracts.budget;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants a budget's limits to be, and what is configured for it.
 *
 * @param day US dollars; null = as it was; below zero = no limit, whatever is configured
 * @param month US dollars; null = as it was; below zero = no limit, whatever is configured
 * @param reset whether what operators set before is forgotten, so that what is configured counts
 * @param configured null = not known to the sender
 */
public record LimitChange(
        @Nullable BigDecimal day,
        @Nullable BigDecimal month,
        boolean reset,
        @Nullable BudgetLimits configured) {
    /** Changes nothing, but says what is configured. */
    public static LimitChange configured(@Nullable BudgetLimits limits) {
        return new LimitChange(null, null, false, limits);
    }
}
