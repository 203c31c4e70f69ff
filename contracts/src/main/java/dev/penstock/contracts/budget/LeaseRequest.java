package dev.penstock.contracts.budget;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.penstock.contracts.NanoUsd;

/**
 * A borrower's message to the lender of a budget: what it spent and gives back, and what it wants.
 *
 * @param sums as the borrower knows them
 * @param demand the latest by number counts
 */
public record LeaseRequest(LeaseHolder holder, LeaseSums sums, LeaseDemand demand, Activity activity) {
    /** Whether the borrower may still set something free by itself. */
    public enum Activity {
        /** Calls are under way that may cost less than is set aside for them. */
        WORKING,
        /** Nothing is under way. */
        IDLE,
        /** This is the borrower's last message: what it still has is free again. */
        LEAVING
    }

    /**
     * An amount that a borrower asks for.
     *
     * @param number counts the borrower's demands from 1
     * @param atLeast without which the borrower can begin nothing; zero asks for nothing
     * @param wanted what the borrower could use
     */
    public record LeaseDemand(int number, NanoUsd atLeast, NanoUsd wanted) {
        public static final LeaseDemand NONE = new LeaseDemand(0, NanoUsd.ZERO, NanoUsd.ZERO);

        @JsonIgnore
        public boolean isForMoney() {
            return atLeast.isPositive();
        }
    }
}
