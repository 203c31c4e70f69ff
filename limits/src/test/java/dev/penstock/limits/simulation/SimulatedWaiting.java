package dev.penstock.limits.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.ToLongFunction;

/** The requests that wait at a worker, in order of arrival among those of one model. */
final class SimulatedWaiting {
    private final Map<String, Deque<SimulatedRequest>> byModel = new LinkedHashMap<>();
    private int size;

    void add(SimulatedRequest request) {
        line(request).addLast(request);
        size++;
    }

    void addFirst(SimulatedRequest request) {
        line(request).addFirst(request);
        size++;
    }

    /** The first that may go now, or the one that may go next. */
    SimulatedRequest first(ToLongFunction<SimulatedRequest> earliest, long now) {
        SimulatedRequest first = null;
        long firstAt = Long.MAX_VALUE;
        for (Deque<SimulatedRequest> line : byModel.values()) {
            SimulatedRequest head = line.peek();
            long at = head == null ? Long.MAX_VALUE : earliest.applyAsLong(head);
            if (head != null && (first == null || at < firstAt)) {
                first = head;
                firstAt = at;
            }
            if (first != null && firstAt <= now) {
                return first;
            }
        }
        if (first == null) {
            throw new NoSuchElementException("nothing waits");
        }
        return first;
    }

    void remove(SimulatedRequest request) {
        line(request).removeFirst();
        size--;
    }

    List<SimulatedRequest> removeAll() {
        List<SimulatedRequest> all =
                byModel.values().stream().flatMap(Deque::stream).toList();
        byModel.clear();
        size = 0;
        return all;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    int size(String model) {
        return byModel.getOrDefault(model, new ArrayDeque<>()).size();
    }

    Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new HashMap<>();
        byModel.forEach((model, line) -> {
            if (!line.isEmpty()) {
                sizes.put(model, line.size());
            }
        });
        return sizes;
    }

    private Deque<SimulatedRequest> line(SimulatedRequest request) {
        return byModel.computeIfAbsent(request.model(), any -> new ArrayDeque<>());
    }
}
