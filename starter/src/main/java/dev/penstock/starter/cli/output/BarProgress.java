package dev.penstock.starter.cli.output;

import dev.penstock.contracts.PrintableText;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Shows progress as a bar that is redrawn in place on a terminal. */
final class BarProgress implements ProgressLine {
    private static final int REDRAW_MILLIS = 200;
    /** The looks, one a second, after which a batch is long enough for rarer ones. */
    private static final int FIRST_LOOKS = 30;

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final TerminalOutput console;
    private final String name;
    private final TerminalWidth width = new TerminalWidth();
    private volatile @Nullable ProgressSnapshot latest;
    private @Nullable ProgressBar bar;
    private int looks;

    BarProgress(TerminalOutput console, String name) {
        this.console = console;
        this.name = name;
    }

    @Override
    public void show(ProgressSnapshot now) {
        looks++;
        if (now.total() == 0) {
            return;
        }
        latest = now;
        ProgressBar shown = bar == null ? open(now) : bar;
        bar = shown;
        shown.maxHint(now.total());
        shown.stepTo(now.done());
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(looks < FIRST_LOOKS ? 1 : 2);
    }

    /** Opens the bar at the present count, so that requests finished before this run don't count towards the rate. */
    private ProgressBar open(ProgressSnapshot now) {
        return new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(now.total())
                .startsFrom(now.done(), Duration.ZERO)
                .setRenderer((progress, width) -> {
                    ProgressSnapshot shown = latest;
                    return shown == null ? "" : BarText.of(shown, width);
                })
                .setUpdateIntervalMillis(REDRAW_MILLIS)
                .setConsumer(new Line(console, width))
                .build();
    }

    @Override
    public void say(String line) {
        // Written at once, so that the thread that redraws the bar cannot come between; the bar is redrawn on the next
        // line.
        console.err().print((bar == null ? "" : CLEAR_LINE) + PrintableText.line(line) + System.lineSeparator());
        console.err().flush();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
            console.say("");
        }
    }

    /**
     * Leaves it to {@link BarProgress} to end the line, because the library forgets to when a bar is closed before it
     * was drawn.
     */
    private static final class Line extends ConsoleProgressBarConsumer {
        private final TerminalWidth width;

        private Line(TerminalOutput console, TerminalWidth width) {
            super(console.err());
            this.width = width;
        }

        @Override
        public int getMaxRenderedLength() {
            return width.columns() - 1;
        }

        @Override
        public void close() {}
    }
}
