package dev.penstock.store.s3.log;

import java.time.Duration;

/** The pauses between looks for new objects: each lists the batch's writers and the objects of every one, which costs money. */
final class PollBackoff {
    private static final Duration SHORTEST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private Duration next = SHORTEST;

    /** Returns the next pause, which is half as long again as the one before. */
    Duration next() {
        Duration pause = next;
        Duration longer = pause.multipliedBy(3).dividedBy(2);
        next = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
        return pause;
    }

    /** Begins with short pauses again, because something new came. */
    void reset() {
        next = SHORTEST;
    }
}
