package dev.penstock.starter.cli.output;

import java.time.Duration;

/** Shows a batch's progress on standard error. */
public interface ProgressLine extends AutoCloseable {
    void show(ProgressSnapshot now);

    /** Returns how often progress is worth a look: each asks a batch, its running shards and the server. */
    default Duration interval() {
        return Duration.ofSeconds(1);
    }

    /** Prints a line that stays, above the bar if there is one. */
    void say(String line);

    @Override
    void close();

    /** Returns a bar on a terminal, and plain lines elsewhere. */
    static ProgressLine of(TerminalOutput console, String name) {
        return console.isTerminal() ? new BarProgress(console, name) : new PlainProgress(console);
    }
}
