package dev.penstock.formats;

import org.jspecify.annotations.Nullable;

/** Thrown when an input cannot be read at all; the message is a sentence for the input's owner. */
public final class UnreadableInputException extends RuntimeException {
    public UnreadableInputException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
