package dev.penstock.activities.places;

/** A slice's requests, each of which takes a place before it is called; to be closed when the slice leaves. */
public interface Party extends AutoCloseable {
    /** Those whom only the pool holds up. */
    Party UNLIMITED = new Party() {
        @Override
        public void expect(int requests) {}

        @Override
        public void enter() {}

        @Override
        public void leave() {}

        @Override
        public void close() {}
    };

    /** So many will enter and leave. */
    void expect(int requests);

    /** Waits for a place. */
    void enter() throws InterruptedException;

    /** Gives the place up. */
    void leave();

    /** Waits until the places it brought are free, so that they may be given to others, here or elsewhere. */
    @Override
    void close();
}
