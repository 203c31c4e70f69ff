package dev.penstock.limits.rate;

import dev.penstock.contracts.Urgency;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The calls that wait, in the order in which they will be admitted: by urgency, then by arrival. */
final class WaitingCalls {
    private final Map<Urgency, ArrayDeque<WaitingCall>> lines = new EnumMap<>(Urgency.class);
    private int size;

    WaitingCalls() {
        for (Urgency urgency : Urgency.values()) {
            lines.put(urgency, new ArrayDeque<>());
        }
    }

    void add(WaitingCall call, Urgency urgency) {
        line(urgency).add(call);
        size++;
    }

    @Nullable
    WaitingCall first() {
        if (size == 0) {
            return null;
        }
        for (ArrayDeque<WaitingCall> line : lines.values()) {
            if (!line.isEmpty()) {
                return line.peek();
            }
        }
        return null;
    }

    /** Returns the first call that did not fail before, or the first one if all did; null if no call waits. */
    @Nullable
    WaitingCall firstUntried() {
        for (ArrayDeque<WaitingCall> line : lines.values()) {
            for (WaitingCall call : line) {
                if (!call.failedBefore) {
                    return call;
                }
            }
        }
        return first();
    }

    void remove(WaitingCall call) {
        for (ArrayDeque<WaitingCall> line : lines.values()) {
            if (line.peek() == call ? line.poll() != null : line.remove(call)) {
                size--;
                return;
            }
        }
    }

    /** Returns whether a waiting call goes before newcomers of this urgency. */
    boolean goBefore(Urgency urgency) {
        for (Urgency earlier : Urgency.values()) {
            if (earlier.compareTo(urgency) <= 0 && !line(earlier).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    void forEach(Consumer<WaitingCall> action) {
        lines.values().forEach(line -> line.forEach(action));
    }

    int size() {
        return size;
    }

    @SuppressWarnings("NullAway") // Every urgency has its line from the start.
    private ArrayDeque<WaitingCall> line(Urgency urgency) {
        return lines.get(urgency);
    }
}
