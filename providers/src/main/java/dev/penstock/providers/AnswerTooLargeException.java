package dev.penstock.providers;

import java.io.IOException;

/** Thrown when an answer is longer than the {@link AnswerLimits}, or there is no memory for it. */
public final class AnswerTooLargeException extends IOException {
    public AnswerTooLargeException(String message) {
        super(message);
    }
}
