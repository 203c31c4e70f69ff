package dev.penstock.starter.cli.session;

import dev.penstock.starter.cli.output.ExitCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import sun.misc.Signal;

/** Handles Ctrl-C, SIGTERM and SIGHUP: the first signal requests an orderly stop, the second stops at once. */
public final class StopSignal {
    private static final String[] SIGNALS = {"INT", "TERM", "HUP"};

    private static final Duration IMMEDIATE_STOP_TIMEOUT = Duration.ofSeconds(3);

    private final CompletableFuture<String> first = new CompletableFuture<>();
    private final AtomicInteger received = new AtomicInteger();
    private final Consumer<String> say;

    private volatile Runnable onImmediateStop = () -> {};
    private volatile Supplier<String> farewell = () -> "the same command continues";

    private StopSignal(Consumer<String> say) {
        this.say = say;
    }

    /**
     * Installs the signal handlers. A shutdown hook would not do: the JVM runs hooks once, and a second signal would go
     * unheard.
     */
    public static StopSignal listen(Consumer<String> say) {
        StopSignal stop = new StopSignal(say);
        for (String name : SIGNALS) {
            Signal.handle(new Signal(name), signal -> stop.receive(signal.getName()));
        }
        return stop;
    }

    /** Returns a future that completes with the first signal's name. */
    public CompletableFuture<String> requested() {
        return first;
    }

    public boolean isRequested() {
        return first.isDone();
    }

    /** Sets the action that runs even on an immediate stop, within a few seconds. */
    public void onImmediateStop(Runnable action) {
        onImmediateStop = action;
    }

    /** Sets what is said after "stopped at once" by an immediate stop; by default that the same command continues. */
    public void onImmediateStopSay(Supplier<String> whatFollows) {
        farewell = whatFollows;
    }

    private void receive(String name) {
        if (received.incrementAndGet() == 1) {
            first.complete(name);
        } else {
            say.accept("stopped at once; " + farewell.get());
            Thread leaving = Thread.ofPlatform().daemon().start(onImmediateStop);
            try {
                leaving.join(IMMEDIATE_STOP_TIMEOUT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(ExitCode.CAN_BE_CONTINUED);
        }
    }
}
