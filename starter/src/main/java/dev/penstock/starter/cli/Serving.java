package dev.penstock.starter.cli;

import dev.penstock.starter.engine.Engine;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Keeps a worker going until the user wants to stop. */
final class Serving {
    private Serving() {}

    static void until(StopSignal stop, EmbeddedWorker worker, Engine engine) throws InterruptedException {
        until(stop, engine, worker::ensure);
    }

    static void until(StopSignal stop, DeskWorker worker, Engine engine) throws InterruptedException {
        until(stop, engine, worker::ensure);
    }

    private static void until(StopSignal stop, Engine engine, Runnable now) throws InterruptedException {
        while (!stop.isAsked()) {
            now.run();
            engine.failure().ifPresent(failure -> {
                throw failure;
            });
            try {
                stop.asked().get(1, TimeUnit.SECONDS);
            } catch (TimeoutException goOn) {
                continue;
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
