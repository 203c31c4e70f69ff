package dev.penstock.workflows;

import java.time.Duration;

/** How long to wait before looking at the provider's batch again: soon at first, then every minute. */
final class Polls {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private Duration next = FIRST;

    Duration next() {
        Duration wait = next;
        Duration longer = wait.multipliedBy(3).dividedBy(2);
        next = longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
        return wait;
    }
}
