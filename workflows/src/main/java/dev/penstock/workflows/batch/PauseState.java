package dev.penstock.workflows.batch;

import dev.penstock.contracts.batch.BatchCheckpoint;
import org.jspecify.annotations.Nullable;

/** Whether a batch is paused and why, and the alert that it shows. */
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

    /** Whatever it waited for: only a person ends this pause. */
    void pauseByHand(String reason) {
        held = false;
        forMoney = false;
        pause(reason);
    }

    /** Paused by itself, until a person acts; a pause that is on already stays as it is. */
    void hold(String reason) {
        if (!isPaused()) {
            held = true;
            pause(reason);
        }
    }

    /** Paused by itself until the budget is raised; a pause that is on already stays as it is. */
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

    /** Whether this is news. */
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
