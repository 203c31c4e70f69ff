package dev.penstock.contracts.budget;

import java.time.Instant;

/**
 * A lender's knowledge of a borrower, handed on when the lender's workflow continues as new.
 *
 * @param latest the message with the borrower's latest demand
 * @param sums the sums as the lender knows them
 * @param askedAt when that demand came
 * @param heardAt when the borrower's last message of any kind came
 */
public record LeaseMemory(LeaseRequest latest, LeaseSums sums, State state, Instant askedAt, Instant heardAt) {
    /** The state of a borrower's latest demand. */
    public enum State {
        /** The borrower wants nothing more. */
        SERVED,
        WAITING,
        /** The borrower waits, and has been told so. */
        REFUSED,
        /** The borrower ended without a last message. */
        GONE
    }
}
