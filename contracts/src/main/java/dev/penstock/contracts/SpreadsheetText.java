package dev.penstock.contracts;

import java.util.regex.Pattern;

/** Text from outside within CSV that a spreadsheet may open, which would take a cell such as {@code =1+2} for a formula. */
public final class SpreadsheetText {
    /** The characters with which a formula can begin, in spreadsheets of any language. */
    private static final String FORMULA_BEGINS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private static final Pattern NUMBER = Pattern.compile("-[0-9]++(?:[.,][0-9]++)*+(?:[eE][+-]?[0-9]++)?+%?+");

    private SpreadsheetText() {}

    /** Returns the text with an apostrophe before what would be a formula; negative numbers and single characters are none. */
    public static String guarded(String text) {
        return isFormula(text) ? "'" + text : text;
    }

    private static boolean isFormula(String text) {
        return text.length() > 1
                && FORMULA_BEGINS.indexOf(text.charAt(0)) >= 0
                && !NUMBER.matcher(text).matches();
    }
}
