package dev.penstock.contracts.budget;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The status of a budget for people; amounts in US dollars.
 *
 * @param handedOut lent to borrowers that have not reported yet whether they spent it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BudgetStatus(
        @JsonProperty("account") BudgetId budget,
        Period today,
        @JsonProperty("this_month") Period thisMonth,
        @JsonProperty("handed_out_usd") BigDecimal handedOut,
        List<Holder> holders) {
    @JsonIgnore
    public boolean isLimited() {
        return today.limit() != null || thisMonth.limit() != null;
    }

    /**
     * The spending of a day or a month.
     *
     * @param name such as 2026-12-01 or 2026-12
     * @param limit null = none
     * @param source who set the limit: "command" or "configuration"; null without a limit
     * @param left null without a limit
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Period(
            String name,
            @JsonProperty("limit_usd") @Nullable BigDecimal limit,
            @Nullable String source,
            @JsonProperty("spent_usd") BigDecimal spent,
            @JsonProperty("left_usd") @Nullable BigDecimal left) {}

    /**
     * A borrower and its lease.
     *
     * @param waits whether the borrower asks for more than is left
     */
    public record Holder(String id, @JsonProperty("has_usd") BigDecimal has, boolean waits) {}
}
