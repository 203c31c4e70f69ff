package dev.penstock.contracts.budget;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The most that may be spent per day (from midnight to midnight UTC) and per calendar month, in US dollars; null = not
 * configured.
 */
public record BudgetLimits(
        @Nullable BigDecimal day, @Nullable BigDecimal month) {
    public static final BudgetLimits NONE = new BudgetLimits(null, null);

    @JsonIgnore
    public boolean isNone() {
        return day == null && month == null;
    }
}
