package dev.penstock.starter.usage;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.contracts.Cost;
import java.math.BigDecimal;

/**
 * How well a sum of costs is known; beside the sum itself.
 *
 * @param knownUsd what all answers cost whose price is known, in US dollars
 * @param unpriced answers whose price is unknown
 * @param possiblyUsd the most that calls may have cost besides of which no answer came, in US dollars
 */
public record UsagePrices(
        @JsonProperty("known_cost_usd") BigDecimal knownUsd,
        long unpriced,
        @JsonProperty("possibly_cost_usd") BigDecimal possiblyUsd) {
    static UsagePrices of(Cost cost) {
        return new UsagePrices(Cost.usd(cost.nanoUsd()), cost.unpriced(), Cost.usd(cost.possiblyNanoUsd()));
    }
}
