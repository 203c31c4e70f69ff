package dev.penstock.starter.cli.output;

/** What the shell is told. */
public final class ExitCode {
    /** All requests were answered. */
    public static final int DONE = 0;

    public static final int TROUBLE = 1;
    /** Wrong usage or invalid input; nothing was called. */
    public static final int WRONG_USE = 2;
    /** Finished, with dead letters. */
    public static final int DEAD_LETTERS = 3;
    /** Stopped or paused; the same command continues. */
    public static final int CAN_BE_CONTINUED = 4;

    private ExitCode() {}
}
