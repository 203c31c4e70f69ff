package dev.penstock.starter.cli.service;

import dev.penstock.engine.TemporalEngine;
import dev.penstock.starter.cli.session.StopSignal;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits until the user wants to stop. */
final class UntilStopped {
    private UntilStopped() {}

    /**
     * Waits until the user wants to stop.
     *
     * @param now the action to run every second
     */
    static void until(StopSignal stop, TemporalEngine engine, Runnable now) throws InterruptedException {
        while (!stop.isRequested()) {
            now.run();
            engine.failure().ifPresent(failure -> {
                throw failure;
            });
            try {
                stop.requested().get(1, TimeUnit.SECONDS);
            } catch (TimeoutException goOn) {
                continue;
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
