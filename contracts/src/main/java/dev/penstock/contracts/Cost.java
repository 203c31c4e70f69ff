package dev.penstock.contracts;

import java.math.BigDecimal;
import java.util.Optional;

/** Money spent, in billionths of a US dollar, and how many answers had no known price. */
public record Cost(long nanoUsd, long unpriced) {
    public static final Cost NONE = new Cost(0, 0);
    public static final Cost UNKNOWN = new Cost(0, 1);

    public static Cost ofUsd(BigDecimal usd) {
        return new Cost(usd.movePointRight(9).longValue(), 0);
    }

    public Cost plus(Cost other) {
        return new Cost(nanoUsd + other.nanoUsd, unpriced + other.unpriced);
    }

    /** Empty when any answer's price is unknown: a part of a sum would read like the sum. */
    public Optional<BigDecimal> usd() {
        return unpriced > 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(nanoUsd, 9).stripTrailingZeros());
    }
}
