package dev.penstock.limits.rate;

import dev.penstock.contracts.Urgency;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who waits, in the order they will go: the urgent first, then by arrival. */
final class WaitingLine {
    private final Map<Urgency, ArrayDeque<Waiter>> lines = new EnumMap<>(Urgency.class);
    private int size;

    WaitingLine() {
        for (Urgency urgency : Urgency.values()) {
            lines.put(urgency, new ArrayDeque<>());
        }
    }

    void add(Waiter waiter, Urgency urgency) {
        line(urgency).add(waiter);
        size++;
    }

    @Nullable
    Waiter first() {
        if (size == 0) {
            return null;
        }
        for (ArrayDeque<Waiter> line : lines.values()) {
            if (!line.isEmpty()) {
                return line.peek();
            }
        }
        return null;
    }

    void remove(Waiter waiter) {
        for (ArrayDeque<Waiter> line : lines.values()) {
            if (line.peek() == waiter ? line.poll() != null : line.remove(waiter)) {
                size--;
                return;
            }
        }
    }

    /** Whether somebody waits who goes before newcomers of this urgency. */
    boolean holdsUp(Urgency urgency) {
        for (Urgency before : Urgency.values()) {
            if (before.compareTo(urgency) <= 0 && !line(before).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    void forEach(Consumer<Waiter> action) {
        lines.values().forEach(line -> line.forEach(action));
    }

    int size() {
        return size;
    }

    @SuppressWarnings("NullAway") // Every urgency has its line from the start.
    private ArrayDeque<Waiter> line(Urgency urgency) {
        return lines.get(urgency);
    }
}
