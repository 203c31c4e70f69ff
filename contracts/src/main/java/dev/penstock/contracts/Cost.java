package dev.penstock.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Money spent, in billionths of a US dollar.
 *
 * @param unpriced how many answers had no known price
 * @param possiblyNanoUsd the most that calls may have cost besides of which no answer came: timeouts, crashes
 */
public record Cost(
        long nanoUsd,
        long unpriced,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long possiblyNanoUsd) {
    public static final Cost NONE = new Cost(0, 0, 0);
    public static final Cost UNKNOWN = new Cost(0, 1, 0);

    public static Cost ofUsd(BigDecimal usd) {
        return new Cost(nano(usd), 0, 0);
    }

    /** What a call may have cost that brought no answer. */
    public static Cost possiblyUsd(BigDecimal usd) {
        return new Cost(0, 0, nano(usd));
    }

    /** US dollars in billionths, rounded up. */
    public static long nano(BigDecimal usd) {
        return usd.movePointRight(9).setScale(0, RoundingMode.CEILING).longValueExact();
    }

    /** Billionths in US dollars, {@link #plain}. */
    public static BigDecimal usd(long nano) {
        return plain(BigDecimal.valueOf(nano, 9));
    }

    /** Billionths in US dollars for people to read: four digits, rounded up. */
    public static String shown(long nano) {
        return BigDecimal.valueOf(nano, 9).setScale(4, RoundingMode.CEILING).toPlainString();
    }

    /** Without trailing zeros, but round sums in full: 0E-9 is 0, and 1E+1 is 10. */
    public static BigDecimal plain(BigDecimal usd) {
        BigDecimal stripped = usd.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    public Cost plus(Cost other) {
        return new Cost(nanoUsd + other.nanoUsd, unpriced + other.unpriced, possiblyNanoUsd + other.possiblyNanoUsd);
    }

    /** What a budget has to reckon with. */
    public long atMostNanoUsd() {
        return nanoUsd + possiblyNanoUsd;
    }

    /** Empty when any answer's price is unknown: a part of a sum would read like the sum. */
    public Optional<BigDecimal> usd() {
        return unpriced > 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(nanoUsd, 9).stripTrailingZeros());
    }
}
