package dev.penstock.contracts.budget;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A change of a budget's limits by an operator, together with the limits that are configured.
 *
 * @param day US dollars; null = unchanged; below zero = no limit, whatever is configured
 * @param month US dollars; null = unchanged; below zero = no limit, whatever is configured
 * @param reset whether limits set by operators are forgotten, so that the configured ones count
 * @param configured null = not known to the sender
 */
public record LimitChange(
        @Nullable BigDecimal day,
        @Nullable BigDecimal month,
        boolean reset,
        @Nullable BudgetLimits configured) {
    /** Returns whether all amounts can be limits. */
    @JsonIgnore
    public boolean isValid() {
        return new BudgetLimits(day, month).isValid() && (configured == null || configured.isValid());
    }

    /** Returns a message that only reports the configured limits. */
    public static LimitChange configured(@Nullable BudgetLimits limits) {
        return new LimitChange(null, null, false, limits);
    }
}
