package dev.penstock.contracts.budget;

import java.time.Instant;

/**
 * What a lender knows of a borrower, handed on when the lender's workflow continues as new.
 *
 * @param latest the message with the latest demand
 * @param sums as the lender knows them
 * @param askedAt when that demand came
 * @param heardAt when anything came at all
 */
public record LeaseMemory(LeaseRequest latest, LeaseSums sums, State state, Instant askedAt, Instant heardAt) {
    /** How a borrower's latest demand stands. */
    public enum State {
        /** Nothing is wanted. */
        SERVED,
        WAITING,
        /** The borrower waits, and was told so. */
        REFUSED,
        /** The borrower ended without a last message. */
        GONE
    }
}
