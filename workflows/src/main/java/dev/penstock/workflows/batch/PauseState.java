package dev.penstock.workflows.batch;

import dev.penstock.contracts.batch.BatchCheckpoint;
import dev.penstock.contracts.batch.TimedHold;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The pause of a batch and its reason, and the alert that the batch shows. */
final class PauseState {
    private @Nullable String pausedBecause;
    private boolean held;
    private boolean forMoney;
    private @Nullable Instant heldUntil;
    private @Nullable String alert;

    void restore(BatchCheckpoint carried) {
        pausedBecause = carried.pausedBecause();
        held = carried.held();
        alert = carried.alert();
        heldUntil = carried.heldUntil();
    }

    private void pause(String reason) {
        pausedBecause = reason.isBlank() ? "paused by hand" : reason;
    }

    /** Pauses until a person resumes; this replaces any pause that the batch began by itself. */
    void pauseByHand(String reason) {
        held = false;
        forMoney = false;
        heldUntil = null;
        pause(reason);
    }

    /** Pauses the batch by itself until a person acts; an existing pause stays as it is. */
    void hold(String reason) {
        if (!isPaused()) {
            held = true;
            pause(reason);
        }
    }

    /** Pauses the batch by itself until a time, or until a person resumes; an existing pause stays as it is. */
    void holdUntil(TimedHold hold) {
        if (!isPaused()) {
            heldUntil = hold.until();
            hold(hold.reason());
        }
    }

    /** Returns when the batch goes on by itself; null if it does not, or is not paused. */
    @Nullable
    Instant heldUntil() {
        return heldUntil;
    }

    /** Pauses the batch by itself until the budget is raised; any other existing pause stays as it is. */
    void holdForMoney(String reason) {
        if (forMoney) {
            pausedBecause = reason;
        }
        forMoney |= !isPaused();
        hold(reason);
    }

    boolean isHeldForMoney() {
        return forMoney;
    }

    void resume() {
        pausedBecause = null;
        heldUntil = null;
        held = false;
        forMoney = false;
        alert = null;
    }

    /** Sets the alert, and returns whether there was none before. */
    boolean alert(String message) {
        boolean first = alert == null;
        alert = message;
        return first;
    }

    boolean isPaused() {
        return pausedBecause != null;
    }

    boolean isHeld() {
        return held;
    }

    @Nullable
    String pausedBecause() {
        return pausedBecause;
    }

    @Nullable
    String alert() {
        return alert;
    }
}
