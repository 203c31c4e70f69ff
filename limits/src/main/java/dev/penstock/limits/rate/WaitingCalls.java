package dev.penstock.limits.rate;

import dev.penstock.contracts.Urgency;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait, in the order in which they will be admitted: by urgency, then by fairness, then by arrival. Calls of a
 * model that may not be called yet do not hold up calls of other models.
 */
final class WaitingCalls {
    private final Map<Urgency, OfUrgency> lines = new EnumMap<>(Urgency.class);
    private final Map<String, Integer> sizes = new HashMap<>();
    private int size;
    private long arrived;

    /** The model and the fairness key that all calls of a line have. */
    private record LineKey(String model, String fairness) {
        static LineKey of(WaitingCall call) {
            return new LineKey(call.model, call.group.fairness().key());
        }
    }

    /**
     * The calls of one urgency.
     *
     * @param lines each in order of arrival; one without calls is not there
     */
    private record OfUrgency(Map<LineKey, ArrayDeque<WaitingCall>> lines, FairShares shares) {}

    WaitingCalls() {
        for (Urgency urgency : Urgency.values()) {
            lines.put(urgency, new OfUrgency(new LinkedHashMap<>(), new FairShares()));
        }
    }

    void add(WaitingCall call, Urgency urgency) {
        call.number = arrived++;
        OfUrgency line = line(urgency);
        line.lines.computeIfAbsent(LineKey.of(call), any -> new ArrayDeque<>()).add(call);
        line.shares.waits(call);
        sizes.merge(call.model, 1, Integer::sum);
        size++;
    }

    /**
     * Returns the first call whose model may be called now; if there is none, the one whose model may be called next; null
     * if no call waits.
     *
     * @param ready when a call may start as far as its own model matters
     */
    @Nullable
    WaitingCall first(ToLongFunction<WaitingCall> ready, long now) {
        WaitingCall next = null;
        long nextReady = Long.MAX_VALUE;
        for (OfUrgency line : lines.values()) {
            WaitingCall first = null;
            for (ArrayDeque<WaitingCall> calls : line.lines.values()) {
                WaitingCall head = calls.element();
                long at = ready.applyAsLong(head);
                if (at <= now && (first == null || line.shares.compare(head, first) < 0)) {
                    first = head;
                } else if (at > now && (next == null || at < nextReady)) {
                    next = head;
                    nextReady = at;
                }
            }
            if (first != null) {
                return first;
            }
        }
        return next;
    }

    /**
     * Returns the first call that did not fail before and whose model may be called now; if there is none, the first one by
     * {@link #first}.
     */
    @Nullable
    WaitingCall firstUntried(ToLongFunction<WaitingCall> ready, long now) {
        for (OfUrgency line : lines.values()) {
            WaitingCall first = line.lines.values().stream()
                    .filter(calls -> ready.applyAsLong(calls.element()) <= now)
                    .map(calls -> calls.stream()
                            .filter(call -> !call.failedBefore)
                            .findFirst()
                            .orElse(null))
                    .filter(Objects::nonNull)
                    .min(line.shares)
                    .orElse(null);
            if (first != null) {
                return first;
            }
        }
        return first(ready, now);
    }

    /** Removes a call that goes, which counts for its fairness key. */
    void admit(WaitingCall call) {
        for (OfUrgency line : lines.values()) {
            if (isRemoved(call, line)) {
                line.shares.goes(call);
                return;
            }
        }
    }

    /** Removes a call that waits no longer, and does not go. */
    void remove(WaitingCall call) {
        for (OfUrgency line : lines.values()) {
            if (isRemoved(call, line)) {
                line.shares.leaves(call);
                return;
            }
        }
    }

    /** Returns whether a waiting call goes before a newcomer: one of the same model, or one whose model may be called now. */
    boolean goBefore(WaitingCall newcomer, Urgency urgency, ToLongFunction<WaitingCall> ready, long now) {
        for (Urgency earlier : Urgency.values()) {
            if (earlier.compareTo(urgency) > 0) {
                break;
            }
            for (ArrayDeque<WaitingCall> calls : line(earlier).lines.values()) {
                WaitingCall head = calls.element();
                if (head.model.equals(newcomer.model) || ready.applyAsLong(head) <= now) {
                    return true;
                }
            }
        }
        return false;
    }

    void forEach(Consumer<WaitingCall> action) {
        lines.values().stream()
                .map(line -> line.lines.values())
                .flatMap(Collection::stream)
                .flatMap(Collection::stream)
                .forEach(action);
    }

    int size() {
        return size;
    }

    /** Returns the number of waiting calls by model. */
    Map<String, Integer> sizes() {
        return sizes;
    }

    private boolean isRemoved(WaitingCall call, OfUrgency line) {
        LineKey key = LineKey.of(call);
        ArrayDeque<WaitingCall> calls = line.lines.get(key);
        if (calls == null || !(calls.peek() == call ? calls.poll() != null : calls.remove(call))) {
            return false;
        }
        if (calls.isEmpty()) {
            line.lines.remove(key);
        }
        sizes.computeIfPresent(call.model, (model, before) -> before == 1 ? null : before - 1);
        size--;
        return true;
    }

    @SuppressWarnings("NullAway") // Every urgency has its line from the start.
    private OfUrgency line(Urgency urgency) {
        return lines.get(urgency);
    }
}
