package dev.penstock.starter.cli;

import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A bar that is drawn over and over on a terminal. */
final class BarProgress implements ProgressLine {
    private static final int REDRAW_MILLIS = 200;

    private final Console console;
    private final String name;
    private volatile @Nullable Snapshot latest;
    private @Nullable ProgressBar bar;

    BarProgress(Console console, String name) {
        this.console = console;
        this.name = name;
    }

    @Override
    public void show(Snapshot now) {
        if (now.total() == 0) {
            return;
        }
        latest = now;
        ProgressBar shown = bar == null ? open(now) : bar;
        bar = shown;
        shown.maxHint(now.total());
        shown.stepTo(now.done());
    }

    /** What was done before this run doesn't count towards its rate. */
    private ProgressBar open(Snapshot now) {
        return new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(now.total())
                .startsFrom(now.done(), Duration.ZERO)
                .setRenderer((progress, width) -> {
                    Snapshot shown = latest;
                    return shown == null ? "" : BarText.of(shown, width);
                })
                .setUpdateIntervalMillis(REDRAW_MILLIS)
                .setConsumer(new ConsoleProgressBarConsumer(console.err()))
                .build();
    }

    @Override
    public void say(String line) {
        close();
        console.say(line);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
