package dev.penstock.activities.call;

import dev.penstock.activities.permit.StagePermits;

/** Holds one of the stage's permits while a request is being worked on. */
record StageLimitedCall(CallLayer next, StagePermits permits) implements CallLayer {
    @Override
    public CallReport call(CallRequest request) throws InterruptedException {
        if (!permits.acquire()) {
            return new CallReport.NotCalled();
        }
        try {
            return next.call(request);
        } finally {
            permits.release();
        }
    }
}
