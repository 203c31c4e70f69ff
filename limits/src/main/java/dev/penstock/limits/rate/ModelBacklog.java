package dev.penstock.limits.rate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides how many calls of models with limits of their own should wait at a rate limiter. Nobody knows of which model the
 * next task of the pool's queue is, so too many waiting calls of a slow model must not keep the worker from fetching calls of
 * others. Not thread-safe, like the queue that it belongs to.
 */
public final class ModelBacklog {
    /** The part of a minute whose calls of one model may wait; later ones are given back to the task queue. */
    private static final double MOST_MINUTES = 0.5;

    /** The number of calls of one model that may wait in any case: the requests of a task. */
    private static final int MOST_AT_LEAST = 50;

    private static final long RECENT_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long EXPECTED_NANOS = Duration.ofSeconds(60).toNanos();
    private static final long FETCH_EVERY_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /**
     * The calls of several models that may start within half a second.
     *
     * @param ready those that wait already
     * @param wanted how many should wait
     */
    private record Readiness(long ready, long wanted) {
        static final Readiness NONE = new Readiness(0, 0);

        Readiness plus(int waiting, int callsInHalfASecond) {
            return new Readiness(ready + Math.min(waiting, callsInHalfASecond), wanted + callsInHalfASecond);
        }
    }

    private final AdmissionControl control;
    private long fetchedAt = -FETCH_EVERY_NANOS;

    public ModelBacklog(AdmissionControl control) {
        this.control = control;
    }

    /**
     * Returns whether one more task should be fetched although enough calls wait: some model that was called lately has less
     * waiting than may start soon, or none of those that were planned a moment ago, though for these no more than some hundred
     * tasks are fetched: another worker may have them. If all have enough, it is true once a second, because a task may be of
     * another model.
     *
     * @param inTransit calls that will come in any case
     * @param waiting the number of waiting calls by model
     */
    public boolean wantsMore(int inTransit, Map<String, Integer> waiting, long now) {
        if (!control.limitsModels()) {
            return false;
        }
        Readiness called = Readiness.NONE;
        List<ModelAdmission> expected = new ArrayList<>();
        for (Map.Entry<String, ModelAdmission> entry : control.models().entrySet()) {
            ModelAdmission model = entry.getValue();
            int waits = waiting.getOrDefault(entry.getKey(), 0);
            if (model.limits() != null && now - model.admittedAt() < RECENT_NANOS) {
                called = called.plus(waits, model.callsInHalfASecond());
            } else if (now - model.expectedAt() < EXPECTED_NANOS && waits == 0) {
                expected.add(model);
            }
        }
        long ready = inTransit + called.ready;
        if (ready < called.wanted) {
            return true;
        }
        if (ready < called.wanted + expected.size()) {
            expected.forEach(ModelAdmission::looked);
            return true;
        }
        boolean isDue = now - fetchedAt >= FETCH_EVERY_NANOS;
        fetchedAt = isDue ? now : fetchedAt;
        return isDue;
    }

    /**
     * Returns how long a call should stay away, because more calls of its model wait than can start within half a minute;
     * empty if it may wait here.
     */
    public Optional<Duration> postponed(String model, int waiting, long now) {
        if (!control.limitsModels() || control.model(model, now).limits() == null) {
            return Optional.empty();
        }
        double perMinute = control.model(model, now).callsPerMinute();
        if (waiting < Math.max(MOST_AT_LEAST, perMinute * MOST_MINUTES)) {
            return Optional.empty();
        }
        Duration untilDone = perMinute < 1 ? LONGEST : Duration.ofMillis((long) (waiting / perMinute * 60_000));
        Duration atLeast = untilDone.compareTo(SHORTEST) < 0 ? SHORTEST : untilDone;
        return Optional.of(atLeast.compareTo(LONGEST) > 0 ? LONGEST : atLeast);
    }
}
