package dev.penstock.starter.cli.output;

/** A mistake of the user's, told in a sentence and without a stack trace. */
public final class UserError extends RuntimeException {
    public UserError(String message) {
        super(message);
    }
}
