package dev.penstock.activities.call;

import dev.penstock.store.Result;
import java.util.function.Consumer;

/** Passes results of calls that are in no result log to a ledger. */
record LedgeredCall(CallLayer next, Consumer<Result> ledger) implements CallLayer {
    @Override
    public CallReport call(CallRequest request) throws InterruptedException {
        CallReport report = next.call(request);
        if (report instanceof CallReport.Finished finished) {
            ledger.accept(finished.result());
        }
        return report;
    }
}
