package dev.penstock.starter.cli.output;

import java.time.Duration;

/** Shows progress as a line from time to time, for logs. */
final class PlainProgress implements ProgressLine {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final TerminalOutput console;
    private long nextAt = System.nanoTime() + Duration.ofSeconds(2).toNanos();

    PlainProgress(TerminalOutput console) {
        this.console = console;
    }

    @Override
    public void show(ProgressSnapshot now) {
        if (System.nanoTime() >= nextAt && now.total() > 0) {
            nextAt = System.nanoTime() + INTERVAL.toNanos();
            say(ProgressSnapshot.format(
                    "%,d/%,d (%d %%) · %s",
                    now.done(), now.total(), 100 * now.done() / now.total(), String.join(" · ", now.facts())));
        }
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(2);
    }

    @Override
    public void say(String line) {
        console.say(line);
    }

    @Override
    public void close() {}
}
