package dev.penstock.engine;

import java.time.Duration;

/** Sleeps between two checks of something outside this process. */
final class PollingPause {

    private PollingPause() {}

    static void of(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineUnavailable("interrupted while waiting for Temporal", e);
        }
    }
}
