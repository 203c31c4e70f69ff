package dev.penstock.providers;

import java.io.IOException;

/** Thrown when an answer arrived as a whole, but cannot be read; its message says what came instead of an answer. */
public final class UnreadableAnswerException extends IOException {
    public UnreadableAnswerException(String whatCame) {
        super(whatCame);
    }

    public UnreadableAnswerException(String whatCame, Throwable cause) {
        super(whatCame, cause);
    }
}
