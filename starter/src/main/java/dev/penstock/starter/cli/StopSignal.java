package dev.penstock.starter.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import sun.misc.Signal;

/** Ctrl-C, SIGTERM, SIGHUP: the first asks to stop in good order, the second stops at once. */
final class StopSignal {
    private static final String[] SIGNALS = {"INT", "TERM", "HUP"};

    private final CompletableFuture<String> first = new CompletableFuture<>();
    private final AtomicInteger received = new AtomicInteger();
    private final Consumer<String> say;

    private StopSignal(Consumer<String> say) {
        this.say = say;
    }

    /** Not a shutdown hook: the JVM runs these once, and a second signal would go unheard. */
    static StopSignal listen(Consumer<String> say) {
        StopSignal stop = new StopSignal(say);
        for (String name : SIGNALS) {
            Signal.handle(new Signal(name), signal -> stop.receive(signal.getName()));
        }
        return stop;
    }

    /** Completes with the signal's name. */
    CompletableFuture<String> asked() {
        return first;
    }

    boolean isAsked() {
        return first.isDone();
    }

    private void receive(String name) {
        if (received.incrementAndGet() == 1) {
            first.complete(name);
        } else {
            say.accept("stopped at once; the same command continues");
            Runtime.getRuntime().halt(ExitCode.CAN_BE_CONTINUED);
        }
    }
}
