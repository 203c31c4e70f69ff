package dev.penstock.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.Collection;

/** An amount of money in billionths of a US dollar; sums beyond what a long can hold stay at the most or least that it can. */
public record NanoUsd(@JsonValue long value) implements Comparable<NanoUsd> {
    public static final NanoUsd ZERO = new NanoUsd(0);
    /** The largest amount, for which sums stand that are larger. */
    public static final NanoUsd MOST = new NanoUsd(Long.MAX_VALUE);

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public NanoUsd {}

    public static NanoUsd of(long value) {
        return new NanoUsd(value);
    }

    /** Converts US dollars to billionths, rounded up. */
    public static NanoUsd ofUsd(BigDecimal usd) {
        return new NanoUsd(Cost.nano(usd));
    }

    public static NanoUsd sum(Collection<NanoUsd> amounts) {
        return amounts.stream().reduce(ZERO, NanoUsd::plus);
    }

    public BigDecimal usd() {
        return Cost.usd(value);
    }

    public NanoUsd plus(NanoUsd other) {
        return new NanoUsd(sum(value, other.value));
    }

    public NanoUsd minus(NanoUsd other) {
        return new NanoUsd(other.value == Long.MIN_VALUE ? Long.MAX_VALUE : sum(value, -other.value));
    }

    public NanoUsd times(long factor) {
        long high = Math.multiplyHigh(value, factor);
        long low = value * factor;
        boolean fits = high == 0 && low >= 0 || high == -1 && low < 0;
        return new NanoUsd(fits ? low : high < 0 ? Long.MIN_VALUE : Long.MAX_VALUE);
    }

    public NanoUsd dividedBy(long divisor) {
        return new NanoUsd(value / divisor);
    }

    public NanoUsd min(NanoUsd other) {
        return value <= other.value ? this : other;
    }

    public NanoUsd max(NanoUsd other) {
        return value >= other.value ? this : other;
    }

    /** Returns this amount, or zero if it is negative. */
    public NanoUsd orZero() {
        return max(ZERO);
    }

    public boolean isPositive() {
        return value > 0;
    }

    public boolean isLessThan(NanoUsd other) {
        return value < other.value;
    }

    @Override
    public int compareTo(NanoUsd other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return usd().toPlainString() + " USD";
    }

    /** Amounts beyond nine billion dollars are not money, but a worst case that somebody asked for: they stay what is most. */
    private static long sum(long one, long other) {
        long sum = one + other;
        boolean overflows = ((one ^ sum) & (other ^ sum)) < 0;
        return overflows ? (one < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
    }
}
