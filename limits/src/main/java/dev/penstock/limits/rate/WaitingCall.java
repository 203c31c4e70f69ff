package dev.penstock.limits.rate;

import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** A call that waits for its permit; its fields are guarded by the limiter's lock. */
final class WaitingCall {
    final String model;
    final CallTokens tokens;
    final boolean failedBefore;
    final WaiterGroup group;
    final Condition wakeUp;
    /** The call's place in the order of arrival, from the time when it has to wait. */
    long number;
    /** When the waiting thread wakes up by itself; an earlier time needs a signal. */
    long sleepsUntil = AdmissionControl.NEVER;

    @Nullable
    Permit permit;

    WaitingCall(String model, CallTokens tokens, boolean failedBefore, WaiterGroup group, Condition wakeUp) {
        this.model = model;
        this.tokens = tokens;
        this.failedBefore = failedBefore;
        this.group = group;
        this.wakeUp = wakeUp;
    }
}
