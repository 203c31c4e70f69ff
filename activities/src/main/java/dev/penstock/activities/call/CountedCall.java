package dev.penstock.activities.call;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the calls that are under way. */
record CountedCall(CallLayer next, AtomicInteger inFlight) implements CallLayer {
    @Override
    public CallReport call(CallRequest request) throws InterruptedException {
        inFlight.incrementAndGet();
        try {
            return next.call(request);
        } finally {
            inFlight.decrementAndGet();
        }
    }
}
