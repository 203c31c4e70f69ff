package dev.penstock.contracts.account;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants an account's limits to be, and what is configured for it.
 *
 * @param day null = as it was; below zero = no limit, whatever is configured
 * @param month the same
 * @param reset whether what operators said before is forgotten, so that what is configured counts
 * @param configured null = nothing is known of that here
 */
public record LimitChange(
        @Nullable BigDecimal day,
        @Nullable BigDecimal month,
        boolean reset,
        @Nullable AccountLimits configured) {
    /** Changes nothing, but says what is configured. */
    public static LimitChange configured(@Nullable AccountLimits limits) {
        return new LimitChange(null, null, false, limits);
    }
}
