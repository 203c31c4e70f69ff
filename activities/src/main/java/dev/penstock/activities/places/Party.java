package dev.penstock.activities.places;

/** A slice's requests, each of which takes a place before it is called; to be closed when the slice leaves. */
public interface Party extends AutoCloseable {
    /** Those whom only the pool holds up. */
    Party UNLIMITED = new Party() {
        @Override
        public void expect(int requests) {}

        @Override
        public boolean enter() {
            return true;
        }

        @Override
        public void leave() {}

        @Override
        public void giveUp() {}

        @Override
        public void close() {}
    };

    /** So many will enter and leave; now the slice's places count. */
    void expect(int requests);

    /** Waits for a place; false = there was none before the waiting was given up. */
    boolean enter() throws InterruptedException;

    /** Gives the place up. */
    void leave();

    /** Nobody waits or enters any more. */
    void giveUp();

    @Override
    void close();
}
