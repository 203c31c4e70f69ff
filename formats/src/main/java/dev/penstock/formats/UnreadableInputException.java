package dev.penstock.formats;

import org.jspecify.annotations.Nullable;

/** The input as a whole cannot be read; the message is a sentence for its owner. */
public final class UnreadableInputException extends RuntimeException {
    public UnreadableInputException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
