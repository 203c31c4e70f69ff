package dev.penstock.activities.places;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The places of one stage of a batch in this process. Slices bring them, and share them: what one leaves idle another
 * uses, the earliest to come first. So no place is idle while a slice awaits its last answer, or while the next one is on
 * its way here. A slice's last requests take along the places that it brought, so that these can be given to others.
 */
final class SharedPlaces {
    private final ReentrantLock lock;
    private final PriorityQueue<Waiter> waiting = new PriorityQueue<>(
            Comparator.comparingLong((Waiter waiter) -> waiter.slice.order).thenComparingLong(waiter -> waiter.order));
    private final Runnable left;
    private int slices;
    private int total;
    private int taken;
    private long arrivals;

    /**
     * @param left told, with the lock held, when a slice has left
     */
    SharedPlaces(ReentrantLock lock, Runnable left) {
        this.lock = lock;
        this.left = left;
    }

    Party join(int places) {
        slices++;
        return new Slice(arrivals++, places);
    }

    boolean isEmpty() {
        return slices == 0;
    }

    int waiting() {
        return waiting.size();
    }

    private void serve() {
        while (taken < total && !waiting.isEmpty()) {
            Waiter first = waiting.remove();
            taken++;
            first.isServed = true;
            first.told.signal();
        }
    }

    private final class Waiter {
        private final Slice slice;
        private final long order = arrivals++;
        private final Condition told = lock.newCondition();
        private boolean isServed;

        Waiter(Slice slice) {
            this.slice = slice;
        }
    }

    private final class Slice implements Party {
        private final long order;
        private final int brought;
        private int toTakeAlong;
        private int unfinished;
        private boolean gaveUp;

        Slice(long order, int brought) {
            this.order = order;
            this.brought = brought;
        }

        @Override
        public void expect(int requests) {
            locked(() -> {
                unfinished = requests;
                // What it cannot use itself it could not take along either, once it is lent.
                toTakeAlong = Math.min(brought, requests);
                total += toTakeAlong;
                serve();
            });
        }

        @Override
        public boolean enter() throws InterruptedException {
            lock.lock();
            try {
                Waiter waiter = new Waiter(this);
                waiting.add(waiter);
                serve();
                await(waiter);
                return waiter.isServed;
            } finally {
                lock.unlock();
            }
        }

        private void await(Waiter waiter) throws InterruptedException {
            try {
                while (!waiter.isServed && !gaveUp) {
                    waiter.told.await();
                }
            } catch (InterruptedException e) {
                if (waiter.isServed) {
                    taken--;
                    serve();
                }
                throw e;
            } finally {
                waiting.remove(waiter);
            }
        }

        @Override
        public void leave() {
            locked(() -> {
                taken--;
                unfinished--;
                if (unfinished < toTakeAlong) {
                    toTakeAlong--;
                    total--;
                }
                serve();
            });
        }

        @Override
        public void giveUp() {
            locked(() -> {
                gaveUp = true;
                waiting.stream().filter(waiter -> waiter.slice == this).forEach(waiter -> waiter.told.signal());
            });
        }

        /** Who gave up doesn't wait for places that others use: they are free when those calls end. */
        @Override
        public void close() {
            locked(() -> {
                total -= toTakeAlong;
                slices--;
                left.run();
            });
        }

        private void locked(Runnable change) {
            lock.lock();
            try {
                change.run();
            } finally {
                lock.unlock();
            }
        }
    }
}
