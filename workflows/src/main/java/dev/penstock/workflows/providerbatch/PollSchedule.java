package dev.penstock.workflows.providerbatch;

import java.time.Duration;

/** The waits between polls of a provider's batch: a second at first, then longer, at most a minute. */
final class PollSchedule {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration MAX_DELAY = Duration.ofMinutes(1);

    private Duration next = FIRST;

    Duration next() {
        Duration wait = next;
        Duration longer = wait.multipliedBy(3).dividedBy(2);
        next = longer.compareTo(MAX_DELAY) > 0 ? MAX_DELAY : longer;
        return wait;
    }
}
