package dev.penstock.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A process, identified by its id and start time, so that a later process with this id is not mistaken for it. */
record LiveProcess(long pid, long startedAtMillis) {

    /** The tolerance of start times: the system derives these from its boot time, which moves when the clock is set. */
    private static final long SAME_BIRTH_MILLIS = 2_000;

    private static final Duration DIES_WITHIN = Duration.ofSeconds(5);

    static LiveProcess of(ProcessHandle handle) {
        return new LiveProcess(handle.pid(), birth(handle));
    }

    static LiveProcess current() {
        return of(ProcessHandle.current());
    }

    boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> Math.abs(birth(handle) - startedAtMillis) <= SAME_BIRTH_MILLIS)
                .filter(handle -> !isDefunct())
                .isPresent();
    }

    /** Kills the process, if it is alive, and waits until it is dead. */
    void kill() {
        if (!isAlive()) {
            return;
        }
        ProcessHandle.of(pid).ifPresent(handle -> {
            boolean ignored = handle.destroyForcibly();
        });
        long deadline = System.nanoTime() + DIES_WITHIN.toNanos();
        while (isAlive() && System.nanoTime() < deadline) {
            PollingPause.of(Duration.ofMillis(5));
        }
    }

    /** Tells whether the process is a zombie, not reaped by its parent; a container's first process often never reaps. */
    private boolean isDefunct() {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return false;
        }
    }

    private static long birth(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
