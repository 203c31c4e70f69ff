package dev.penstock.starter.cli.output;

/** Thrown for a mistake of the user; commands print its message as one sentence, without a stack trace. */
public final class UserError extends RuntimeException {
    public UserError(String message) {
        super(message);
    }
}
