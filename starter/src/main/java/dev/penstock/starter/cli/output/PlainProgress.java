package dev.penstock.starter.cli.output;

import java.time.Duration;

/** Shows progress as a line from time to time, for logs. */
final class PlainProgress implements ProgressLine {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    /** The interval of the first looks, in which most batches that are put on hold are, and short ones end. */
    private static final Duration FIRST_INTERVAL = Duration.ofSeconds(2);

    private static final int FIRST_LOOKS = 5;
    /** The interval after a minute: each look makes the batch and all its running shards answer. */
    private static final Duration LATER_INTERVAL = Duration.ofSeconds(10);

    private static final int EARLY_LOOKS = 15;

    private final TerminalOutput console;
    private long nextAt = System.nanoTime() + FIRST_INTERVAL.toNanos();
    private int looks;

    PlainProgress(TerminalOutput console) {
        this.console = console;
    }

    @Override
    public void show(ProgressSnapshot now) {
        looks++;
        if (System.nanoTime() >= nextAt && now.total() > 0) {
            nextAt = System.nanoTime() + INTERVAL.toNanos();
            say(ProgressSnapshot.format(
                    "%,d/%,d (%d %%) · %s",
                    now.done(), now.total(), 100 * now.done() / now.total(), String.join(" · ", now.facts())));
        }
    }

    @Override
    public Duration interval() {
        if (looks < FIRST_LOOKS) {
            return FIRST_INTERVAL;
        }
        return looks < EARLY_LOOKS ? INTERVAL : LATER_INTERVAL;
    }

    @Override
    public void say(String line) {
        console.say(line);
    }

    @Override
    public void close() {}
}
