package dev.penstock.starter.cli.service;

import dev.penstock.worker.BuildRouting;
import dev.penstock.worker.WorkerBuild;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says whether Temporal gives work to this process's build, at first and whenever that has changed. */
final class BuildWatch {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Supplier<Optional<String>> routing;
    private final Consumer<String> say;
    private final LongSupplier nanoTime;
    private final AtomicBoolean looking = new AtomicBoolean();
    private String said = "";
    private long next;

    /**
     * @param routing a sentence about the work that the build gets; empty if there is nothing to say
     */
    BuildWatch(Supplier<Optional<String>> routing, Consumer<String> say, LongSupplier nanoTime) {
        this.routing = routing;
        this.say = say;
        this.nanoTime = nanoTime;
        next = nanoTime.getAsLong();
    }

    static BuildWatch of(WorkflowClient client, @Nullable WorkerBuild build, Consumer<String> say) {
        return new BuildWatch(
                build == null ? Optional::empty : new BuildRouting(client, build)::describe, say, System::nanoTime);
    }

    /** Looks in the background, if it is time to; to be called repeatedly. */
    void look() {
        if (nanoTime.getAsLong() - next >= 0 && looking.compareAndSet(false, true)) {
            next = nanoTime.getAsLong() + INTERVAL.toNanos();
            Thread.ofVirtual().name("build-watch").start(() -> {
                try {
                    sayNew();
                } finally {
                    looking.set(false);
                }
            });
        }
    }

    /** Looks now. */
    void sayNew() {
        routing.get().filter(sentence -> !sentence.equals(said)).ifPresent(sentence -> {
            said = sentence;
            say.accept(sentence);
        });
    }
}
