package dev.penstock.activities.llm;

import dev.penstock.activities.budget.LoggedCost;
import dev.penstock.activities.budget.SliceBudget;
import dev.penstock.activities.budget.WorstCase;
import dev.penstock.activities.llm.RequestRun.Ended;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import dev.penstock.store.ShardLog.Calls;
import java.util.Optional;

/** Runs a request only if what it may cost is there. */
final class AffordableRun {
    private final RequestRun requests;
    private final SliceBudget budget;
    private final WorstCase worstCase;

    AffordableRun(RequestRun requests, SliceBudget budget, WorstCase worstCase) {
        this.requests = requests;
        this.budget = budget;
        this.worstCase = worstCase;
    }

    /** Calls of it that brought no result count as if each had cost all it could; to be told before any is run. */
    void expect(RequestLine request, Calls earlier) {
        if (budget.isLimited() && earlier.possiblyPaid() > 0) {
            budget.spentBefore(earlier.possiblyPaid() * worstCase(request).orElse(0L));
        }
    }

    /** The same for one that has its result. */
    void expect(Result known) {
        if (budget.isLimited()) {
            budget.spentBefore(cost(known));
        }
    }

    Ended run(RequestLine request, Calls earlier) throws InterruptedException {
        if (!budget.isLimited()) {
            return requests.run(request, earlier);
        }
        Optional<Long> worst = worstCase(request);
        if (worst.isEmpty()) {
            return new Ended.Held("the budget cannot hold: nobody knows what the request on line %d may cost"
                    .formatted(request.line()));
        }
        if (!budget.reserve(worst.get())) {
            return new Ended.Unaffordable();
        }
        // Cut off, it may have cost that much.
        long cost = worst.get();
        try {
            Ended ended = requests.run(request, earlier);
            cost = cost(ended, worst.get(), earlier);
            return ended;
        } finally {
            budget.settle(worst.get(), cost);
        }
    }

    private static long cost(Ended ended, long worst, Calls earlier) {
        return switch (ended) {
            case Ended.With with -> cost(with.result()) - earlier.possiblyPaid() * worst;
            case Ended.TryAgain again -> again.mayHaveCost() ? worst : 0;
            case Ended.Held held -> 0;
            case Ended.NotCalled notCalled -> 0;
            case Ended.Unaffordable unaffordable -> 0;
        };
    }

    private static long cost(Result result) {
        return LoggedCost.of(result);
    }

    private Optional<Long> worstCase(RequestLine request) {
        return worstCase.of(request.url(), request.body());
    }
}
