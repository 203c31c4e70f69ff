package dev.penstock.formats.output;

import java.math.BigDecimal;

/** The text of a decimal number in a table: all its digits, as programs without exponents read it. */
final class DecimalText {
    /** A number such as 1e999999999, which is short in a model's answer, keeps its exponent: its digits would be a gigabyte. */
    private static final int MOST_PLACES = 100;

    private DecimalText() {}

    static String of(BigDecimal number) {
        return Math.abs((long) number.scale()) <= MOST_PLACES ? number.toPlainString() : number.toString();
    }
}
