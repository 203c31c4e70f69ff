package dev.penstock.contracts.budget;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What may be spent from midnight to midnight UTC, and from the first of a month to the next; in US dollars, null = not configured.
 */
public record BudgetLimits(
        @Nullable BigDecimal day, @Nullable BigDecimal month) {
    public static final BudgetLimits NONE = new BudgetLimits(null, null);

    @JsonIgnore
    public boolean isNone() {
        return day == null && month == null;
    }
}
