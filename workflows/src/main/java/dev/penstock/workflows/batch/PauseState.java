package dev.penstock.workflows.batch;

import dev.penstock.contracts.batch.BatchCheckpoint;
import org.jspecify.annotations.Nullable;

/** The pause of a batch and its reason, and the alert that the batch shows. */
final class PauseState {
    private @Nullable String pausedBecause;
    private boolean held;
    private boolean forMoney;
    private @Nullable String alert;

    void restore(BatchCheckpoint carried) {
        pausedBecause = carried.pausedBecause();
        held = carried.held();
        alert = carried.alert();
    }

    private void pause(String reason) {
        pausedBecause = reason.isBlank() ? "paused by hand" : reason;
    }

    /** Pauses until a person resumes; this replaces any pause that the batch began by itself. */
    void pauseByHand(String reason) {
        held = false;
        forMoney = false;
        pause(reason);
    }

    /** Pauses the batch by itself until a person acts; an existing pause stays as it is. */
    void hold(String reason) {
        if (!isPaused()) {
            held = true;
            pause(reason);
        }
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
