package dev.penstock.activities.permit;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The permits of one stage of a batch in this process. Slices bring permits and share them: permits that one slice
 * leaves idle go to other slices, the earliest first. So no permit is idle while a slice awaits its last answer, or
 * while the next slice is on its way to this process. A slice's last requests take along the permits that the slice
 * brought, so that these can be given to other slices.
 */
final class SharedStagePermits {
    private final ReentrantLock lock;
    private final PriorityQueue<Waiter> waiting = new PriorityQueue<>(
            Comparator.comparingLong((Waiter waiter) -> waiter.slice.order).thenComparingLong(waiter -> waiter.order));
    private final Runnable left;
    private int slices;
    private int total;
    private int taken;
    private long arrivals;

    /**
     * @param left called with the lock held when a slice has left
     */
    SharedStagePermits(ReentrantLock lock, Runnable left) {
        this.lock = lock;
        this.left = left;
    }

    StagePermits join(int permits) {
        slices++;
        return new Slice(arrivals++, permits);
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

    private final class Slice implements StagePermits {
        private final long order;
        private final int brought;
        private int toTakeAlong;
        private int unfinished;
        private boolean stoppedWaiting;

        Slice(long order, int brought) {
            this.order = order;
            this.brought = brought;
        }

        @Override
        public void expect(int requests) {
            locked(() -> {
                unfinished = requests;
                // No more permits than requests: a permit lent beyond those could not be taken along.
                toTakeAlong = Math.min(brought, requests);
                total += toTakeAlong;
                serve();
            });
        }

        @Override
        public boolean acquire() throws InterruptedException {
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
                while (!waiter.isServed && !stoppedWaiting) {
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
        public void release() {
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
        public void stopWaiting() {
            locked(() -> {
                stoppedWaiting = true;
                waiting.stream().filter(waiter -> waiter.slice == this).forEach(waiter -> waiter.told.signal());
            });
        }

        /** Leaves without waiting for permits that other slices use: those are free when the calls end. */
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
