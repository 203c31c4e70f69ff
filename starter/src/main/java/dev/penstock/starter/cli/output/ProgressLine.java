package dev.penstock.starter.cli.output;

/** Shows how far a batch is, on stderr. */
public interface ProgressLine extends AutoCloseable {
    void show(ProgressSnapshot now);

    /** A line that stays, above the bar where there is one. */
    void say(String line);

    @Override
    void close();

    /** A bar on a terminal, plain lines elsewhere. */
    static ProgressLine of(TerminalOutput console, String name) {
        return console.isTerminal() ? new BarProgress(console, name) : new PlainProgress(console);
    }
}
