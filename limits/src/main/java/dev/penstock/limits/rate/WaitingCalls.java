package dev.penstock.limits.rate;

import dev.penstock.contracts.Urgency;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait, in the order in which they will be admitted: by urgency, then by arrival. Calls of a model that may
 * not be called yet do not hold up calls of other models.
 */
final class WaitingCalls {
    /** Each urgency's calls by model, in order of arrival; a model without calls has no line. */
    private final Map<Urgency, Map<String, ArrayDeque<WaitingCall>>> lines = new EnumMap<>(Urgency.class);

    private final Map<String, Integer> sizes = new HashMap<>();
    private int size;
    private long arrived;

    WaitingCalls() {
        for (Urgency urgency : Urgency.values()) {
            lines.put(urgency, new LinkedHashMap<>());
        }
    }

    void add(WaitingCall call, Urgency urgency) {
        call.number = arrived++;
        line(urgency).computeIfAbsent(call.model, any -> new ArrayDeque<>()).add(call);
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
        for (Map<String, ArrayDeque<WaitingCall>> line : lines.values()) {
            WaitingCall first = null;
            for (ArrayDeque<WaitingCall> ofModel : line.values()) {
                WaitingCall head = ofModel.element();
                long at = ready.applyAsLong(head);
                if (at <= now && (first == null || head.number < first.number)) {
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
        for (Map<String, ArrayDeque<WaitingCall>> line : lines.values()) {
            for (ArrayDeque<WaitingCall> ofModel : line.values()) {
                if (ready.applyAsLong(ofModel.element()) > now) {
                    continue;
                }
                for (WaitingCall call : ofModel) {
                    if (!call.failedBefore) {
                        return call;
                    }
                }
            }
        }
        return first(ready, now);
    }

    void remove(WaitingCall call) {
        for (Map<String, ArrayDeque<WaitingCall>> line : lines.values()) {
            ArrayDeque<WaitingCall> ofModel = line.get(call.model);
            if (ofModel != null && (ofModel.peek() == call ? ofModel.poll() != null : ofModel.remove(call))) {
                if (ofModel.isEmpty()) {
                    line.remove(call.model);
                }
                sizes.computeIfPresent(call.model, (model, before) -> before == 1 ? null : before - 1);
                size--;
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
            for (ArrayDeque<WaitingCall> ofModel : line(earlier).values()) {
                WaitingCall head = ofModel.element();
                if (head.model.equals(newcomer.model) || ready.applyAsLong(head) <= now) {
                    return true;
                }
            }
        }
        return false;
    }

    void forEach(Consumer<WaitingCall> action) {
        lines.values().stream()
                .map(Map::values)
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

    @SuppressWarnings("NullAway") // Every urgency has its line from the start.
    private Map<String, ArrayDeque<WaitingCall>> line(Urgency urgency) {
        return lines.get(urgency);
    }
}
