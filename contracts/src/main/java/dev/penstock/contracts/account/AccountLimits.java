package dev.penstock.contracts.account;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What may be spent from midnight to midnight UTC, and from the first of a month to the next; in US dollars, null = nothing is
 * said.
 */
public record AccountLimits(
        @Nullable BigDecimal day, @Nullable BigDecimal month) {
    public static final AccountLimits NONE = new AccountLimits(null, null);

    @JsonIgnore
    public boolean isNone() {
        return day == null && month == null;
    }
}
