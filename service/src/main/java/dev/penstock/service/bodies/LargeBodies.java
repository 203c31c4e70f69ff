package dev.penstock.service.bodies;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets only a few large texts be parsed at once, half as many as there are processors, so that those of one caller do not keep
 * all threads from the small requests of others.
 */
public final class LargeBodies {
    private static final int LARGE = 64 << 10;

    private static final Semaphore TURNS =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    private LargeBodies() {}

    /**
     * Parses a text, at once if it is small, else when its turn has come.
     *
     * @param length the length of the text
     */
    public static <T> T parse(int length, Supplier<T> parsing) {
        if (length <= LARGE) {
            return parsing.get();
        }
        TURNS.acquireUninterruptibly();
        try {
            return parsing.get();
        } finally {
            TURNS.release();
        }
    }
}
