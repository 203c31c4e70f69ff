package dev.penstock.providers;

import java.io.IOException;

/** Thrown when an answer is longer than the {@link AnswerLimits}, or there is no memory for it. */
public final class AnswerTooLargeException extends IOException {
    private final boolean mayFitLater;

    /**
     * @param mayFitLater whether an answer as long may be read when there is memory for it
     */
    public AnswerTooLargeException(String message, boolean mayFitLater) {
        super(message);
        this.mayFitLater = mayFitLater;
    }

    public boolean mayFitLater() {
        return mayFitLater;
    }
}
