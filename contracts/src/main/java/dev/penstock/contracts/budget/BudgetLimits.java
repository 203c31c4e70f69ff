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
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);
    private static final int MOST_DIGITS = 30;

    public static final BudgetLimits NONE = new BudgetLimits(null, null);

    /** Returns whether an amount can be a limit: at most a billion dollars, and written with few digits. */
    static boolean isAmount(@Nullable BigDecimal usd) {
        return usd == null || (usd.abs().compareTo(MOST) <= 0 && usd.scale() <= MOST_DIGITS);
    }

    @JsonIgnore
    public boolean isValid() {
        return isAmount(day) && isAmount(month);
    }

    @JsonIgnore
    public boolean isNone() {
        return day == null && month == null;
    }
}
