package dev.penstock.activities.call;

import dev.penstock.activities.budget.LoggedCost;
import dev.penstock.activities.call.CallBudget.Reservation;
import dev.penstock.contracts.NanoUsd;

/** Lets a request through only if the most that it may cost can be set aside, and settles what it has cost. */
record BudgetedCall(CallLayer next, CallBudget budget) implements CallLayer {
    @Override
    public CallReport call(CallRequest request) throws InterruptedException {
        return switch (budget.reserve(request)) {
            case Reservation.Declined declined -> declined.report();
            case Reservation.Reserved reserved -> call(request, reserved);
        };
    }

    private CallReport call(CallRequest request, Reservation.Reserved reserved) throws InterruptedException {
        // A call that fails unexpectedly may have cost the whole worst case.
        NanoUsd cost = reserved.worst();
        try {
            CallReport report = next.call(request);
            cost = cost(report, request, reserved.worst());
            return report;
        } catch (InterruptedException e) {
            // The request was not sent.
            cost = NanoUsd.ZERO;
            throw e;
        } finally {
            reserved.settle().accept(cost);
        }
    }

    private static NanoUsd cost(CallReport report, CallRequest request, NanoUsd worst) {
        return switch (report) {
            // The result's cost includes the request's earlier calls, which were settled when they ended.
            case CallReport.Finished finished ->
                LoggedCost.of(finished.result())
                        .minus(worst.times(request.possiblyPaid()))
                        .orZero();
            case CallReport.Retry retry -> retry.mayHaveCost() ? worst : NanoUsd.ZERO;
            case CallReport.CutOff cutOff -> cutOff.mayHaveCost() ? worst : NanoUsd.ZERO;
            case CallReport.Held held -> held.decision().mayHaveCost() ? worst : NanoUsd.ZERO;
            case CallReport.NotCalled notCalled -> NanoUsd.ZERO;
            case CallReport.Postponed postponed -> NanoUsd.ZERO;
            case CallReport.TooLarge tooLarge -> NanoUsd.ZERO;
            case CallReport.Unsendable unsendable -> NanoUsd.ZERO;
            case CallReport.Unaffordable unaffordable -> NanoUsd.ZERO;
            case CallReport.Unpriced unpriced -> NanoUsd.ZERO;
            case CallReport.BudgetUnavailable unavailable -> NanoUsd.ZERO;
        };
    }
}
