package dev.penstock.formats;

/** Thrown when a line's values make a prompt that is longer than any model reads; the message says the limit. */
public final class PromptTooLongException extends RuntimeException {
    PromptTooLongException() {
        super("makes a prompt of more than %,d letters".formatted(FormatLimits.PROMPT_LETTERS));
    }
}
