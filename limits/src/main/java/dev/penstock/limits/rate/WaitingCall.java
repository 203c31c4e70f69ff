package dev.penstock.limits.rate;

import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** A call that waits for its permit; its fields are guarded by the limiter's lock. */
final class WaitingCall {
    final String model;
    final CallTokens tokens;
    /** The tokens that the call needs by any estimate, which decide whether it is too large. */
    final CallTokens least;

    final boolean failedBefore;
    final WaiterGroup group;
    final Condition wakeUp;
    /** The call's place in the order of arrival, from the time when it has to wait. */
    long number;
    /** When the waiting thread wakes up by itself; an earlier time needs a signal. */
    long sleepsUntil = AdmissionControl.NEVER;

    @Nullable
    Permit permit;

    WaitingCall(String model, CallEstimate estimate, boolean failedBefore, WaiterGroup group, Condition wakeUp) {
        this.model = model;
        tokens = estimate.expected();
        least = estimate.least();
        this.failedBefore = failedBefore;
        this.group = group;
        this.wakeUp = wakeUp;
    }
}
