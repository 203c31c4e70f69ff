package dev.penstock.activities.batch.planning;

import dev.penstock.contracts.PrintableText;

/** A problem of one request: an error code in OpenAI's style and a sentence. */
final class RequestProblem extends RuntimeException {
    private static final int SHOWN = 80;

    private final String code;

    RequestProblem(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    /** Shortens a text from the input, which may be of any length, for use in a message. */
    static String shortened(String text) {
        return PrintableText.shortened(text, SHOWN);
    }
}
