package dev.penstock.activities.completion;

import dev.penstock.activities.budget.Spending;
import dev.penstock.activities.call.CallBudget;
import dev.penstock.activities.call.CallReport;
import dev.penstock.activities.call.CallRequest;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.completion.CompletionRequest;
import java.util.Optional;
import java.util.function.Function;

/**
 * The budgets of a completion's tenant and API key. Each attempt has its own claim, because an attempt whose answer was
 * lost may have been charged.
 *
 * @param worst returns the most that a call may cost; empty if that is unknown
 */
record CompletionBudget(Spending spending, CompletionRequest completion, Function<CallRequest, Optional<NanoUsd>> worst)
        implements CallBudget {
    @Override
    public Reservation reserve(CallRequest request) {
        // The worst case is computed only if a budget has a limit.
        Spending.Answer answer = spending.claim(completion.tenant(), completion.key(), () -> worst.apply(request));
        return switch (answer) {
            case Spending.Answer.Allowed(Spending.Claim claim) ->
                new Reservation.Reserved(claim.worst(), claim::settle);
            case Spending.Answer.Refused refused -> declined(new CallReport.Unaffordable(refused.reason()));
            case Spending.Answer.Unpriced unpriced ->
                declined(new CallReport.Unpriced(unpriced.budget().toString()));
            case Spending.Answer.Unknown unknown ->
                declined(new CallReport.BudgetUnavailable(unknown.budget().toString()));
        };
    }

    private static Reservation declined(CallReport report) {
        return new Reservation.Declined(report);
    }
}
