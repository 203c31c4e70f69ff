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

    private void grantWaiting() {
        while (taken < total && !waiting.isEmpty()) {
            Waiter first = waiting.remove();
            taken++;
            first.isGranted = true;
            first.granted.signal();
        }
    }

    private final class Waiter {
        private final Slice slice;
        private final long order = arrivals++;
        private final Condition granted = lock.newCondition();
        private boolean isGranted;

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
                grantWaiting();
            });
        }

        @Override
        public boolean acquire() throws InterruptedException {
            lock.lock();
            try {
                Waiter waiter = new Waiter(this);
                waiting.add(waiter);
                grantWaiting();
                await(waiter);
                return waiter.isGranted;
            } finally {
                lock.unlock();
            }
        }

        private void await(Waiter waiter) throws InterruptedException {
            try {
                while (!waiter.isGranted && !stoppedWaiting) {
                    waiter.granted.await();
                }
            } catch (InterruptedException e) {
                if (waiter.isGranted) {
                    taken--;
                    grantWaiting();
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
                grantWaiting();
            });
        }

        @Override
        public void stopWaiting() {
            locked(() -> {
                stoppedWaiting = true;
                waiting.stream().filter(waiter -> waiter.slice == this).forEach(waiter -> waiter.granted.signal());
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
