package dev.penstock.limits.rate;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The pause of all calls of a pool after a 429 whose model has no limits of its own: nobody knows what it is about. It moves to
 * the model when limits of that model become known.
 */
final class PoolPause {
    private final ThrottlePause pause;
    /** The model whose 429s pause the pool; null if there are several, or none. */
    private @Nullable ModelAdmission paused;

    private boolean isPausedBySeveral;

    PoolPause(RandomGenerator random) {
        pause = new ThrottlePause(random);
    }

    ThrottlePause ofAll() {
        return pause;
    }

    /**
     * Pauses calls after a 429: those of the call's model if the provider has named limits for it, otherwise all calls.
     *
     * @param wait the nanoseconds that the provider asked for, or {@link ThrottlePause#NOT_ANNOUNCED}
     * @param width the most calls at once
     */
    void throttled(Admission call, long wait, int width, long now) {
        ModelAdmission model = call.model();
        if (model.limits() != null) {
            model.throttled(call.admittedAt(), wait, width, now);
            return;
        }
        boolean isOthersToo = isPausedBySeveral || (paused != null && paused != model);
        isPausedBySeveral = pause.until() > now && isOthersToo;
        paused = model;
        pause.throttled(call.admittedAt(), wait, width, now);
        model.pausesPool(pause.until());
    }

    /** Moves the pause to the only model that caused it, if that has limits of its own by now. */
    void limitsChanged(long now) {
        if (paused != null && !isPausedBySeveral && paused.limits() != null) {
            paused.inherit(pause, now);
            paused = null;
        }
    }
}
