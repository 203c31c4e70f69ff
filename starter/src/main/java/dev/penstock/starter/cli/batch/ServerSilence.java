package dev.penstock.starter.cli.batch;

import java.time.Duration;
import java.util.function.Consumer;

/** Says when the Temporal server has not answered for some time, and when it answers again. */
final class ServerSilence {
    private static final Duration WORTH_SAYING = Duration.ofSeconds(10);

    private final Consumer<String> say;
    private boolean silent;
    private boolean told;
    private long since;

    ServerSilence(Consumer<String> say) {
        this.say = say;
    }

    void answered() {
        if (told) {
            say.accept("Temporal answers again");
        }
        silent = false;
        told = false;
    }

    /**
     * Notes that a question about a batch failed.
     *
     * @param serverAnswers whether the server still answers, so that only workers are missing
     * @param asked when it was asked, in nanoseconds of a monotonic clock
     */
    void failed(boolean serverAnswers, long asked, long now) {
        if (serverAnswers) {
            answered();
            return;
        }
        if (!silent) {
            silent = true;
            since = asked;
        }
        Duration lasts = Duration.ofNanos(now - since);
        if (!told && lasts.compareTo(WORTH_SAYING) >= 0) {
            told = true;
            say.accept(
                    "Temporal has not answered for %d s; waiting for it. Nothing is lost: stopped, the same command continues"
                            .formatted(lasts.toSeconds()));
        }
    }
}
