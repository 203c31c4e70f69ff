package dev.penstock.limits.rate;

import java.util.random.RandomGenerator;

/**
 * Pauses all calls of a pool after a 429, for the provider's Retry-After or with exponential backoff, and releases them
 * without a stampede: as many calls as run at once are spread over about a second, slowly at first.
 *
 * <p>To make 429s back off slower or quicker, change {@link #backoff}. Times are passed in, in nanoseconds.
 */
final class ThrottlePause {
    /** The value for a 429 response that named no wait. */
    static final long NOT_ANNOUNCED = -1;

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

    ThrottlePause(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Notes a 429 response.
     *
     * @param admittedAt when the call started: 429s for calls that were under way when the pause began are one event with it
     * @param retryAfter in nanoseconds, or {@link #NOT_ANNOUNCED}
     * @param width how many calls run at once, which is how many releases are spread
     */
    void throttled(long admittedAt, long retryAfter, int width, long now) {
        boolean sameEvent = admittedAt <= eventAt;
        if (sameEvent) {
            if (retryAfter != NOT_ANNOUNCED && now + retryAfter > until) {
                begin(retryAfter, width, now);
            }
            return;
        }
        events++;
        eventsInSequence++;
        eventAt = now;
        long wait = retryAfter == NOT_ANNOUNCED ? backoff() : retryAfter + random(Math.min(SECOND, retryAfter / 4));
        if (now + wait > until) {
            begin(wait, width, now);
        }
    }

    void answered(long admittedAt) {
        if (admittedAt > eventAt) {
            eventsInSequence = 0;
        }
    }

    /** Returns when the next call may start. */
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

    /** Hands this pause on to another one, so that it no longer holds here; its events stay counted here. */
    void moveTo(ThrottlePause other, long now) {
        if (until > other.until) {
            other.until = until;
            other.ramp = ramp;
            other.width = width;
            other.released = released;
        }
        other.eventAt = Math.max(other.eventAt, eventAt);
        other.eventsInSequence = Math.max(other.eventsInSequence, eventsInSequence);
        until = now;
        released = width;
        eventsInSequence = 0;
    }

    long until() {
        return until;
    }

    /** Returns the number of 429 events; 429 responses to calls that were under way together are one event. */
    long events() {
        return events;
    }

    private void begin(long wait, int newWidth, long now) {
        until = now + wait;
        ramp = Math.min(SECOND, wait);
        width = Math.max(1, newWidth);
        released = 0;
    }

    /** Returns a wait that doubles with every event in sequence, up to a minute, with full jitter. */
    private long backoff() {
        int doublings = Math.min(eventsInSequence - 1, 6);
        return random(Math.min(LONGEST_BACKOFF, SECOND << doublings));
    }

    private long random(long bound) {
        return bound <= 0 ? 0 : random.nextLong(bound);
    }
}
