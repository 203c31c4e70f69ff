package dev.penstock.starter.usage;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.contracts.Cost;
import java.math.BigDecimal;

/**
 * The known and unknown parts of a sum of costs.
 *
 * @param knownUsd the cost of all answers whose price is known, in US dollars
 * @param unpriced the number of answers whose price is unknown
 */
public record UsagePrices(@JsonProperty("known_cost_usd") BigDecimal knownUsd, long unpriced) {
    static UsagePrices of(Cost cost) {
        return new UsagePrices(Cost.usd(cost.nanoUsd()), cost.unpriced());
    }
}
