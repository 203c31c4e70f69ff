package dev.penstock.store.input;

import java.time.Duration;
import java.time.Instant;

/**
 * A process on this machine.
 *
 * @param pid its id, which a later process may have, too
 * @param startedAtMillis when it was started; 0 where the system does not tell
 */
record CommandProcess(long pid, long startedAtMillis) {
    /** The system computes a process's start from its own, which is adjusted. */
    private static final Duration SAME_START = Duration.ofSeconds(2);

    static CommandProcess current() {
        return of(ProcessHandle.current());
    }

    private static CommandProcess of(ProcessHandle process) {
        return new CommandProcess(
                process.pid(),
                process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    /** Returns whether the process lives; false, too, for one of another machine. */
    boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(CommandProcess::of)
                .filter(living -> Math.abs(living.startedAtMillis - startedAtMillis) <= SAME_START.toMillis())
                .isPresent();
    }
}
