package dev.penstock.activities.answer.schema;

/** Thrown when an answer cannot be checked against a schema; another answer, asked for and paid again, hardly can. */
public final class UncheckableAnswer extends RuntimeException {
    UncheckableAnswer(String message) {
        super(message);
    }

    UncheckableAnswer(String message, Throwable cause) {
        super(message, cause);
    }
}
