package dev.penstock.contracts;

/**
 * A problem in the input: the line (from 1; 0 = the whole file), OpenAI's error code, and a sentence. As text it is one
 * line, whatever the input holds.
 */
public record Problem(long line, String code, String message) {
    /** The most characters of a message: an input's names may have megabytes, and Temporal takes no failure of that size. */
    public static final int LONGEST_MESSAGE = 2_000;

    public Problem {
        message = PrintableText.shortened(message, LONGEST_MESSAGE);
    }

    @Override
    public String toString() {
        String text = line == 0 ? "%s: %s".formatted(code, message) : "line %d: %s: %s".formatted(line, code, message);
        return PrintableText.line(text);
    }
}
