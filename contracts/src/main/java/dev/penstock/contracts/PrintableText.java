package dev.penstock.contracts;

/**
 * Text from outside as a terminal or a log may show it: control characters, line separators and characters that change
 * the direction of text become escapes such as {@code \u001b}, as JSON writes them.
 *
 * <p>Names, models' answers and providers' messages may hold any character; raw ones could clear a screen, write to the
 * clipboard, or forge a line of a log.
 */
public final class PrintableText {
    private PrintableText() {}

    /** Returns the text as one line; line breaks become {@code \n} and {@code \r}. */
    public static String line(String text) {
        return lines(text).replace("\n", "\\n");
    }

    /** Returns the text with its line breaks and tabs; all other control characters become escapes. */
    public static String lines(String text) {
        int plain = 0;
        while (plain < text.length() && isPrintable(text.charAt(plain))) {
            plain++;
        }
        if (plain == text.length()) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, plain);
        for (int at = plain; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (isPrintable(letter)) {
                shown.append(letter);
            } else {
                shown.append(letter == '\r' ? "\\r" : "\\u%04x".formatted((int) letter));
            }
        }
        return shown.toString();
    }

    /**
     * Returns the text, or its beginning and an ellipsis.
     *
     * @param most the most characters of the text that are kept
     */
    public static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }

    private static boolean isPrintable(char letter) {
        if (letter < 0x7f) {
            return letter >= ' ' || letter == '\n' || letter == '\t';
        }
        boolean isControl = letter <= 0x9f;
        boolean endsALine = letter == '\u2028' || letter == '\u2029';
        boolean turnsText = letter >= '\u202a' && letter <= '\u202e' || letter >= '\u2066' && letter <= '\u2069';
        return !isControl && !endsALine && !turnsText;
    }
}
