package dev.penstock.activities.call;

import java.util.function.LongConsumer;

/** Money that is set aside for calls before they go out. Amounts in billionths of a US dollar. */
@FunctionalInterface
public interface CallBudget {
    /** Sets aside the most that a request may cost; waits while calls are under way that may leave enough. */
    Reservation reserve(CallRequest request) throws InterruptedException;

    sealed interface Reservation {
        /** Stands for a call that no budget limits. */
        Reservation UNLIMITED = new Reserved(0, cost -> {});

        /**
         * The money is set aside.
         *
         * @param worst the most that the call may cost
         * @param settle to be told once what the call has cost at most
         */
        record Reserved(long worst, LongConsumer settle) implements Reservation {}

        /** The request cannot be called. */
        record Declined(CallReport report) implements Reservation {}
    }
}
