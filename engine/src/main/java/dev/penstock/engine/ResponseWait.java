package dev.penstock.engine;

import java.time.Duration;

/** The wait until a dev server responds, in slices between which others may stop or replace it. */
final class ResponseWait {

    private static final Duration SLICE = Duration.ofSeconds(1);

    private final ServerState server;
    private final long start = System.nanoTime();
    private boolean answered;
    private boolean announced;

    ResponseWait(ServerState server) {
        this.server = server;
    }

    boolean isFor(ServerState other) {
        return server.equals(other);
    }

    /** Waits for one slice, or as long as one request takes, until the server responds or dies. */
    void ask(DevServer devServer) {
        answered = devServer.becomesReady(server, SLICE);
    }

    boolean isAnswered() {
        return answered;
    }

    /** Returns the time since the server was asked first. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Returns true once: the user is told of the wait a single time. */
    boolean isFirstAnnouncement() {
        boolean first = !announced;
        announced = true;
        return first;
    }
}
