package dev.penstock.store.log;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the names of one writer's files, {@code <process>-<random>-<n>}, which no other or earlier writer uses. */
public final class WriterName {
    private static final int RANDOM_BITS = 40;
    private static final int BASE = 36;

    private final String writer =
            ProcessHandle.current().pid() + "-" + new BigInteger(RANDOM_BITS, new SecureRandom()).toString(BASE);
    private final AtomicInteger files = new AtomicInteger();

    /** Returns the writer's own name. */
    public String writer() {
        return writer;
    }

    /** Returns the name of the next file. */
    public String next(String suffix) {
        return writer + "-" + files.incrementAndGet() + suffix;
    }

    /** Returns the writer's part of a file's name. */
    public static String of(String fileName) {
        int dash = fileName.lastIndexOf('-');
        return dash < 0 ? fileName : fileName.substring(0, dash);
    }
}
