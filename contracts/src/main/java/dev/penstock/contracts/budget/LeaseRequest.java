package dev.penstock.contracts.budget;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.penstock.contracts.NanoUsd;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A borrower's message to the lender of a budget: what it spent, what it returns, and what it wants.
 *
 * @param sums the sums as the borrower knows them
 * @param demand the borrower's latest demand; the one with the highest number counts
 */
public record LeaseRequest(LeaseHolder holder, LeaseSums sums, LeaseDemand demand, Activity activity) {
    public LeaseRequest {
        Objects.requireNonNull(holder, "a request for money has a holder");
        Objects.requireNonNull(sums, "a request for money has sums");
        Objects.requireNonNull(demand, "a request for money has a demand");
        Objects.requireNonNull(activity, "a request for money has an activity");
    }

    /** Returns whether this can be a borrower's message: no amount is below zero. */
    @JsonIgnore
    public boolean isValid() {
        return Stream.of(
                        holder.before(),
                        sums.granted(),
                        sums.spent(),
                        sums.returned(),
                        demand.atLeast(),
                        demand.wanted())
                .noneMatch(amount -> amount.isLessThan(NanoUsd.ZERO));
    }

    /** The activity of a borrower, which tells whether its reserved money may still become free. */
    public enum Activity {
        /** Calls are under way that may cost less than is reserved for them. */
        WORKING,
        /** No call is under way. */
        IDLE,
        /** This is the borrower's last message: the rest of its lease is free again. */
        LEAVING
    }

    /**
     * An amount that a borrower asks for.
     *
     * @param number counts the borrower's demands from 1
     * @param atLeast the least with which the borrower can begin anything; zero asks for nothing
     * @param wanted the most that the borrower could use
     */
    public record LeaseDemand(int number, NanoUsd atLeast, NanoUsd wanted) {
        public static final LeaseDemand NONE = new LeaseDemand(0, NanoUsd.ZERO, NanoUsd.ZERO);

        public LeaseDemand {
            Objects.requireNonNull(atLeast, "a demand has a least amount");
            Objects.requireNonNull(wanted, "a demand has a wanted amount");
        }

        @JsonIgnore
        public boolean isForMoney() {
            return atLeast.isPositive();
        }
    }
}
