package dev.penstock.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Money spent, in billionths of a US dollar.
 *
 * @param unpriced how many answers had no known price
 * @param possiblyNanoUsd the most that calls without an answer (timeouts, crashes) may have cost in addition
 */
public record Cost(
        long nanoUsd,
        long unpriced,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long possiblyNanoUsd) {
    public static final Cost NONE = new Cost(0, 0, 0);
    public static final Cost UNKNOWN = new Cost(0, 1, 0);
    private static final BigDecimal LEAST = BigDecimal.valueOf(1, 9);

    public static Cost ofUsd(BigDecimal usd) {
        return new Cost(nano(usd), 0, 0);
    }

    /** Returns the cost of calls that brought no answer and may have cost this amount. */
    public static Cost possiblyUsd(BigDecimal usd) {
        return new Cost(0, 0, nano(usd));
    }

    /** Converts US dollars to billionths, rounded up; amounts beyond what a long can hold become the most or least that it can. */
    public static long nano(BigDecimal usd) {
        if (usd.abs().compareTo(LEAST) < 0) {
            // Not to be rounded: 1E-999999999 written out would fill the memory.
            return Math.max(0, usd.signum());
        }
        BigDecimal within = usd.max(BigDecimal.valueOf(Long.MIN_VALUE, 9)).min(BigDecimal.valueOf(Long.MAX_VALUE, 9));
        return within.movePointRight(9).setScale(0, RoundingMode.CEILING).longValueExact();
    }

    /** Converts billionths to US dollars, written as {@link #plain} does. */
    public static BigDecimal usd(long nano) {
        return plain(BigDecimal.valueOf(nano, 9));
    }

    /** Formats billionths as US dollars for people to read: four digits, rounded up. */
    public static String shown(long nano) {
        return BigDecimal.valueOf(nano, 9).setScale(4, RoundingMode.CEILING).toPlainString();
    }

    /** Returns an amount without trailing zeros, but with round sums in full: 0E-9 is 0, and 1E+1 is 10. */
    public static BigDecimal plain(BigDecimal usd) {
        BigDecimal stripped = usd.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    public Cost plus(Cost other) {
        return new Cost(
                sum(nanoUsd, other.nanoUsd), unpriced + other.unpriced, sum(possiblyNanoUsd, other.possiblyNanoUsd));
    }

    private static long sum(long one, long other) {
        return NanoUsd.of(one).plus(NanoUsd.of(other)).value();
    }

    /** Returns the most that this may have cost, which is what a budget has to count. */
    public NanoUsd atMost() {
        return NanoUsd.of(nanoUsd).plus(NanoUsd.of(possiblyNanoUsd));
    }

    /** Returns the cost in US dollars; empty when any answer's price is unknown, because a partial sum would read like the whole. */
    public Optional<BigDecimal> usd() {
        return unpriced > 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(nanoUsd, 9).stripTrailingZeros());
    }
}
