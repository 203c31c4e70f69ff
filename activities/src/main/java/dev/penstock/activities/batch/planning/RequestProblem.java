package dev.penstock.activities.batch.planning;

import dev.penstock.contracts.PrintableText;
import dev.penstock.contracts.Problem;

/** A problem of one request: an error code in OpenAI's style and a sentence. */
final class RequestProblem extends RuntimeException {
    private static final int SHOWN = 80;

    private final String code;
    private final boolean onlyOfLine;

    RequestProblem(String code, String message) {
        this(code, message, false);
    }

    private RequestProblem(String code, String message, boolean onlyOfLine) {
        super(PrintableText.shortened(message, Problem.LONGEST_MESSAGE), null, false, false);
        this.code = code;
        this.onlyOfLine = onlyOfLine;
    }

    /** Returns a problem that makes its line a dead letter, as a provider's refusal would, and the input no less valid. */
    static RequestProblem onlyOfLine(String code, String message) {
        return new RequestProblem(code, message, true);
    }

    boolean isOnlyOfLine() {
        return onlyOfLine;
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
