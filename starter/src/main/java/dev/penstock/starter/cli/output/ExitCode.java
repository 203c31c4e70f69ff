package dev.penstock.starter.cli.output;

/** The exit codes of commands. */
public final class ExitCode {
    /** All requests were answered. */
    public static final int DONE = 0;

    public static final int TROUBLE = 1;
    /** The command was used wrongly or its input is invalid; no request was called. */
    public static final int WRONG_USE = 2;
    /** The batch finished with dead letters. */
    public static final int DEAD_LETTERS = 3;
    /** The batch was stopped or paused; running the same command continues it. */
    public static final int CAN_BE_CONTINUED = 4;

    private ExitCode() {}
}
