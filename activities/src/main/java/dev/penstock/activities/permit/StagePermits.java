package dev.penstock.activities.permit;

/** A slice's access to its stage's permits, one of which each request takes; to be closed when the slice ends. */
public interface StagePermits extends AutoCloseable {
    /** Stands for a slice that only its pool limits. */
    StagePermits UNLIMITED = new StagePermits() {
        @Override
        public void expect(int requests) {}

        @Override
        public boolean acquire() {
            return true;
        }

        @Override
        public void release() {}

        @Override
        public void stopWaiting() {}

        @Override
        public void close() {}
    };

    /** Announces how many requests will acquire and release a permit; from now on the slice's permits count. */
    void expect(int requests);

    /** Waits for a permit; returns false if the wait was stopped before there was one. */
    boolean acquire() throws InterruptedException;

    /** Gives a permit back. */
    void release();

    /** Ends all waits, now and from now on. */
    void stopWaiting();

    @Override
    void close();
}
