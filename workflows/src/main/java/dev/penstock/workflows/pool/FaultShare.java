package dev.penstock.workflows.pool;

import dev.penstock.contracts.pool.Traffic;
import java.util.ArrayDeque;
import java.util.Deque;

/** How many of the last calls were lost: at least the last 20, as exactly as reports tell. */
final class FaultShare {
    private static final long ENOUGH_CALLS = 20;
    private static final double HIGH = 0.5;

    private final Deque<Ended> last = new ArrayDeque<>();
    private long calls;
    private long lost;

    private record Ended(long calls, long lost) {}

    void add(Traffic traffic) {
        long ended = traffic.answered() + traffic.throttled() + traffic.faults();
        if (ended == 0) {
            return;
        }
        last.add(new Ended(ended, traffic.faults()));
        calls += ended;
        lost += traffic.faults();
        while (calls - last.element().calls() >= ENOUGH_CALLS) {
            Ended oldest = last.remove();
            calls -= oldest.calls();
            lost -= oldest.lost();
        }
    }

    boolean isHigh() {
        return calls >= ENOUGH_CALLS && lost >= HIGH * calls;
    }

    void clear() {
        last.clear();
        calls = 0;
        lost = 0;
    }
}
