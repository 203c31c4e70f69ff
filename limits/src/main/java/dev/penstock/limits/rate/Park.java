package dev.penstock.limits.rate;

import java.util.random.RandomGenerator;

/**
 * Holds the whole pool back after an answer 429, and lets it go again without a herd: the first releases are spread
 * over about a second, slowly at first. Arithmetic only: time is passed in.
 */
final class Park {
    /** The provider said nothing about when to come back. */
    static final long NOT_SAID = -1;

    private static final long SECOND = 1_000_000_000;
    private static final long LONGEST_BACKOFF = 60 * SECOND;

    private final RandomGenerator random;
    private long until;
    private long eventAt = -1;
    private int eventsInSequence;
    private long events;
    private long ramp;
    private int width;
    private int released;

    Park(RandomGenerator random) {
        this.random = random;
    }

    /**
     * @param admittedAt when the call went out: those already out when the pool was parked belong to the same event
     * @param width how many calls run at once, which is how many releases are spread
     */
    void throttled(long admittedAt, long retryAfter, int width, long now) {
        boolean sameEvent = admittedAt <= eventAt;
        if (sameEvent) {
            if (retryAfter != NOT_SAID && now + retryAfter > until) {
                park(retryAfter, width, now);
            }
            return;
        }
        events++;
        eventsInSequence++;
        eventAt = now;
        long wait = retryAfter == NOT_SAID ? backoff() : retryAfter + random(Math.min(SECOND, retryAfter / 4));
        if (now + wait > until) {
            park(wait, width, now);
        }
    }

    void answered(long admittedAt) {
        if (admittedAt > eventAt) {
            eventsInSequence = 0;
        }
    }

    /** When the next call may go out. */
    long earliest(long now) {
        if (released >= width) {
            return now;
        }
        return Math.max(now, until + (long) (ramp * Math.sqrt((double) released / width)));
    }

    void released() {
        if (released < width) {
            released++;
        }
    }

    long until() {
        return until;
    }

    /** How often the provider said 429; simultaneous ones are one. */
    long events() {
        return events;
    }

    private void park(long wait, int newWidth, long now) {
        until = now + wait;
        ramp = Math.min(SECOND, wait);
        width = Math.max(1, newWidth);
        released = 0;
    }

    /** Exponential with full jitter. */
    private long backoff() {
        int doublings = Math.min(eventsInSequence - 1, 6);
        return random(Math.min(LONGEST_BACKOFF, SECOND << doublings));
    }

    private long random(long bound) {
        return bound <= 0 ? 0 : random.nextLong(bound);
    }
}
