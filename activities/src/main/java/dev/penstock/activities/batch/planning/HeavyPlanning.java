package dev.penstock.activities.batch.planning;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets only one planning of a process go on from where it needs much memory; all others are not held up. */
final class HeavyPlanning {
    private final Semaphore turn = new Semaphore(1);

    /** A planning that may ask for its turn, and gives it back when it ends. */
    final class Turn implements AutoCloseable {
        private final Runnable heartbeat;
        private boolean taken;

        private Turn(Runnable heartbeat) {
            this.heartbeat = heartbeat;
        }

        /** Waits until no other planning needs much memory; returns at once where this one has its turn already. */
        void take() {
            try {
                while (!taken) {
                    taken = turn.tryAcquire(1, TimeUnit.SECONDS);
                    heartbeat.run();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while another batch was planned", e);
            }
        }

        @Override
        public void close() {
            if (taken) {
                turn.release();
                taken = false;
            }
        }
    }

    /**
     * @param heartbeat called every second while the planning waits for its turn; may throw to end it
     */
    Turn of(Runnable heartbeat) {
        return new Turn(heartbeat);
    }
}
