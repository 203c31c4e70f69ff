package dev.penstock.activities.call;

import java.util.function.BooleanSupplier;

/**
 * Leaves out calls that another worker makes by now. A request may have waited long for its permit, and its process may have stood
 * still meanwhile.
 */
record GivenUpCall(CallLayer next, BooleanSupplier isGivenUp) implements CallLayer {
    @Override
    public CallReport call(CallRequest request) throws InterruptedException {
        return isGivenUp.getAsBoolean() ? new CallReport.NotCalled() : next.call(request);
    }
}
