package dev.penstock.activities.permit;

/** A slice's part in the permits of its stage, one of which each of its requests takes; to be closed when the slice ends. */
public interface StagePermits extends AutoCloseable {
    /** Stands for a slice that only its pool holds up. */
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

    /** Waits for a permit; false if the waiting was stopped before there was one. */
    boolean acquire() throws InterruptedException;

    /** Gives a permit back. */
    void release();

    /** Ends all waiting, now and from now on. */
    void stopWaiting();

    @Override
    void close();
}
