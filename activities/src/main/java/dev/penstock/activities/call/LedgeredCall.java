package dev.penstock.activities.call;

import dev.penstock.store.Result;
import dev.penstock.store.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records in a ledger that a call goes out, and how it ended; a call that cannot be recorded is not made. */
record LedgeredCall(CallLayer next, CallLedger ledger) implements CallLayer {
    private static final Logger log = LoggerFactory.getLogger(LedgeredCall.class);

    @Override
    public CallReport call(CallRequest request) throws InterruptedException {
        CallLedger.OpenCall open;
        try {
            open = ledger.begin(request);
        } catch (StoreUnavailableException e) {
            log.warn("A call is not made, because the store cannot record it: {}", e.getMessage());
            return new CallReport.Unsendable(
                    new Result.Error("store_unavailable", "calls cannot be recorded at the moment, so none is made"));
        }
        CallReport report = null;
        try {
            report = next.call(request);
            return report;
        } finally {
            open.ended(report);
        }
    }
}
