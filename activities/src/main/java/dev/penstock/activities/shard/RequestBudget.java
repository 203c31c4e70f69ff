package dev.penstock.activities.shard;

import dev.penstock.activities.budget.LoggedCost;
import dev.penstock.activities.budget.SliceBudget;
import dev.penstock.activities.budget.WorstCase;
import dev.penstock.activities.call.CallBudget;
import dev.penstock.activities.call.CallReport;
import dev.penstock.activities.call.CallRequest;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.shard.Shortfall;
import dev.penstock.store.Result;
import java.util.Optional;

/** A slice's part of the batch's budget, from which the slice's requests are paid. */
final class RequestBudget implements CallBudget {
    private final SliceBudget budget;
    private final WorstCase worstCase;

    RequestBudget(SliceBudget budget, WorstCase worstCase) {
        this.budget = budget;
        this.worstCase = worstCase;
    }

    /** Counts what a request has cost in earlier rounds, and its other calls at their worst case; to be called before any request is called. */
    void expect(CallRequest request) {
        if (!budget.isLimited()) {
            return;
        }
        budget.spentBefore(request.paid().atMost());
        if (request.possiblyPaid() > 0) {
            budget.spentBefore(worst(request).orElse(NanoUsd.ZERO).times(request.possiblyPaid()));
        }
    }

    /** Counts the cost of a request that already has its result; to be called before any request is called. */
    void expect(Result known) {
        if (budget.isLimited()) {
            budget.spentBefore(LoggedCost.of(known));
        }
    }

    @Override
    public Reservation reserve(CallRequest request) throws InterruptedException {
        if (!budget.isLimited()) {
            return Reservation.UNLIMITED;
        }
        Optional<NanoUsd> worst = worst(request);
        if (worst.isEmpty()) {
            return new Reservation.Declined(new CallReport.Unpriced("the batch"));
        }
        return budget.reserve(worst.get())
                ? new Reservation.Reserved(worst.get(), cost -> budget.settle(worst.get(), cost))
                : new Reservation.Declined(new CallReport.Unaffordable("the slice has too little budget left"));
    }

    /** Returns what is missing for the requests that were declined. */
    Shortfall shortfall() {
        return budget.shortfall();
    }

    private Optional<NanoUsd> worst(CallRequest request) {
        return worstCase.of(request.url(), request.body());
    }
}
