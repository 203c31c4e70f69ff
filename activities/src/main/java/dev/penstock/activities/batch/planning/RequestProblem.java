package dev.penstock.activities.batch.planning;

/** What is wrong with one request, in OpenAI's code and a sentence. */
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

    /** An input's own words may be of any length. */
    static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
