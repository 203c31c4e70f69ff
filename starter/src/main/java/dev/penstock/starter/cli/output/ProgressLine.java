package dev.penstock.starter.cli.output;

/** Shows a batch's progress on standard error. */
public interface ProgressLine extends AutoCloseable {
    void show(ProgressSnapshot now);

    /** Prints a line that stays, above the bar if there is one. */
    void say(String line);

    @Override
    void close();

    /** Returns a bar on a terminal, and plain lines elsewhere. */
    static ProgressLine of(TerminalOutput console, String name) {
        return console.isTerminal() ? new BarProgress(console, name) : new PlainProgress(console);
    }
}
