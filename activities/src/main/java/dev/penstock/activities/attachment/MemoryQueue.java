package dev.penstock.activities.attachment;

import dev.penstock.contracts.Urgency;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * A bounded amount of memory, given out by urgency, and among equals in the order in which it was asked for, so that large
 * shares are not kept waiting by small ones.
 */
final class MemoryQueue {
    private final int kibibytes;
    private final Lock lock = new ReentrantLock();
    private final PriorityQueue<Turn> waiting = new PriorityQueue<>();
    private long asked;
    private int free;

    MemoryQueue(int kibibytes) {
        this.kibibytes = kibibytes;
        this.free = kibibytes;
    }

    /**
     * Waits for a share; what is larger than all takes all.
     *
     * @param isUnwanted whether the wait has become pointless; asked again after {@link #wake}
     * @return empty if it has
     */
    Optional<Share> take(int wanted, Urgency urgency, BooleanSupplier isUnwanted) throws InterruptedException {
        int taken = Math.min(wanted, kibibytes);
        lock.lockInterruptibly();
        try {
            Turn turn = new Turn(urgency, asked++, lock.newCondition());
            waiting.add(turn);
            try {
                while (waiting.peek() != turn || taken > free) {
                    if (isUnwanted.getAsBoolean()) {
                        return Optional.empty();
                    }
                    turn.condition.await();
                }
                free -= taken;
                return Optional.of(new Share(this, taken));
            } finally {
                waiting.remove(turn);
                signalNext();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets all who wait ask again whether they still want a share. */
    void wake() {
        lock.lock();
        try {
            waiting.forEach(turn -> turn.condition.signal());
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many wait for a share. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(int taken) {
        lock.lock();
        try {
            free += taken;
            signalNext();
        } finally {
            lock.unlock();
        }
    }

    private void signalNext() {
        Turn next = waiting.peek();
        if (next != null) {
            next.condition.signal();
        }
    }

    private record Turn(Urgency urgency, long number, Condition condition) implements Comparable<Turn> {
        private static final Comparator<Turn> ORDER =
                Comparator.comparing(Turn::urgency).thenComparing(Turn::number);

        @Override
        public int compareTo(Turn other) {
            return ORDER.compare(this, other);
        }
    }

    /** Memory that was taken, given back when it is closed. */
    record Share(MemoryQueue from, int kibibytes) implements AutoCloseable {
        @Override
        public void close() {
            from.giveBack(kibibytes);
        }
    }
}
