package dev.penstock.activities.call;

import dev.penstock.contracts.NanoUsd;
import java.util.function.Consumer;

/** A budget that sets money aside for calls before they go out. */
@FunctionalInterface
public interface CallBudget {
    /** Sets aside the most that a request may cost; waits while calls are under way that may leave enough. */
    Reservation reserve(CallRequest request) throws InterruptedException;

    sealed interface Reservation {
        /** Stands for a call that no budget limits. */
        Reservation UNLIMITED = new Reserved(NanoUsd.ZERO, cost -> {});

        /**
         * The money was set aside.
         *
         * @param worst the most that the call may cost
         * @param settle must be called once with the most that the call has cost
         */
        record Reserved(NanoUsd worst, Consumer<NanoUsd> settle) implements Reservation {}

        /** The money was not set aside, so the request cannot be called. */
        record Declined(CallReport report) implements Reservation {}
    }
}
