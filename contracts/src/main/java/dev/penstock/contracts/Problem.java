package dev.penstock.contracts;

/**
 * A problem in the input: the line (from 1; 0 = the whole file), OpenAI's error code, and a sentence. As text it is one
 * line, whatever the input holds.
 */
public record Problem(long line, String code, String message) {
    @Override
    public String toString() {
        String text = line == 0 ? "%s: %s".formatted(code, message) : "line %d: %s: %s".formatted(line, code, message);
        return PrintableText.line(text);
    }
}
