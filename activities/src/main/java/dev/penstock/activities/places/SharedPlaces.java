package dev.penstock.activities.places;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The places of one stage of a batch in this process. Slices bring them, and share them: what one leaves idle another
 * uses, the earliest first. So no place is idle while a slice awaits its last answer, or while the next one is on its
 * way here. A slice takes along as many places as it brought, and none that is in use.
 */
final class SharedPlaces {
    // Not a monitor: waiting with one would pin the thread on Java before 24.
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final PriorityQueue<Waiter> waiting = new PriorityQueue<>(
            Comparator.comparingLong((Waiter waiter) -> waiter.slice.order).thenComparingLong(waiter -> waiter.order));
    private final Runnable left;
    private int slices;
    private int total;
    private int taken;
    private long arrivals;

    /**
     * @param left told when a slice has left
     */
    SharedPlaces(Runnable left) {
        this.left = left;
    }

    Party join(int places) {
        lock.lock();
        try {
            slices++;
            total += places;
            serve();
            return new Slice(arrivals++, places);
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return slices == 0;
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private void serve() {
        while (taken < total && !waiting.isEmpty()) {
            Waiter first = waiting.remove();
            taken++;
            first.isServed = true;
            first.served.signal();
        }
        if (taken <= total) {
            freed.signalAll();
        }
    }

    private final class Waiter {
        private final Slice slice;
        private final long order = arrivals++;
        private final Condition served = lock.newCondition();
        private boolean isServed;

        Waiter(Slice slice) {
            this.slice = slice;
        }
    }

    private final class Slice implements Party {
        private final long order;
        private int toTakeAlong;
        private int unfinished;

        Slice(long order, int brought) {
            this.order = order;
            this.toTakeAlong = brought;
        }

        @Override
        public void expect(int requests) {
            lock.lock();
            try {
                unfinished = requests;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void enter() throws InterruptedException {
            lock.lock();
            try {
                Waiter waiter = new Waiter(this);
                waiting.add(waiter);
                serve();
                try {
                    while (!waiter.isServed) {
                        waiter.served.await();
                    }
                } catch (InterruptedException e) {
                    if (!waiting.remove(waiter)) {
                        taken--;
                        serve();
                    }
                    throw e;
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void leave() {
            lock.lock();
            try {
                taken--;
                unfinished--;
                // The last ones are not shared any more, or it could not take them along.
                if (unfinished < toTakeAlong) {
                    toTakeAlong--;
                    total--;
                }
                serve();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                total -= toTakeAlong;
                toTakeAlong = 0;
                while (taken > total) {
                    freed.awaitUninterruptibly();
                }
                slices--;
            } finally {
                lock.unlock();
            }
            left.run();
        }
    }
}
