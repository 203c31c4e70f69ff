package dev.penstock.activities.call;

import dev.penstock.activities.budget.LoggedCost;
import dev.penstock.activities.call.CallBudget.Reservation;

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
        long cost = reserved.worst();
        try {
            CallReport report = next.call(request);
            cost = cost(report, request, reserved.worst());
            return report;
        } catch (InterruptedException e) {
            // The request was not sent.
            cost = 0;
            throw e;
        } finally {
            reserved.settle().accept(cost);
        }
    }

    private static long cost(CallReport report, CallRequest request, long worst) {
        return switch (report) {
            // The result's cost includes the request's earlier calls, which were settled when they ended.
            case CallReport.Finished finished ->
                LoggedCost.of(finished.result()) - request.earlier().possiblyPaid() * worst;
            case CallReport.Retry retry -> retry.mayHaveCost() ? worst : 0;
            case CallReport.CutOff cutOff -> cutOff.mayHaveCost() ? worst : 0;
            case CallReport.Held held -> 0;
            case CallReport.NotCalled notCalled -> 0;
            case CallReport.TooLarge tooLarge -> 0;
            case CallReport.Unaffordable unaffordable -> 0;
            case CallReport.Unpriced unpriced -> 0;
            case CallReport.BudgetUnavailable unavailable -> 0;
        };
    }
}
