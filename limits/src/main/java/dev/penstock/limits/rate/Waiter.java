package dev.penstock.limits.rate;

import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** One who waits at the gate; all fields belong to the gate's lock. */
final class Waiter {
    final int tokens;
    final @Nullable Visitors visitors;
    final Condition called;
    /** Until when it sleeps by itself; it has to be called for an earlier time. */
    long sleepsUntil = Gate.NEVER;

    @Nullable
    Permit permit;

    Waiter(int tokens, @Nullable Visitors visitors, Condition called) {
        this.tokens = tokens;
        this.visitors = visitors;
        this.called = called;
    }

    boolean hasLeft() {
        return visitors != null && visitors.haveLeft();
    }
}
