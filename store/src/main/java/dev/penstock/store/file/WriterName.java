package dev.penstock.store.file;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Names the files of one writer, {@code <process>-<random>-<n>}: no other writer's, nor of an earlier process. */
final class WriterName {
    private static final int RANDOM_BITS = 40;
    private static final int BASE = 36;

    private final String writer =
            ProcessHandle.current().pid() + "-" + new BigInteger(RANDOM_BITS, new SecureRandom()).toString(BASE);
    private final AtomicInteger files = new AtomicInteger();

    String next(String suffix) {
        return writer + "-" + files.incrementAndGet() + suffix;
    }

    /** The writer of the file with this name. */
    static String of(String fileName) {
        int dash = fileName.lastIndexOf('-');
        return dash < 0 ? fileName : fileName.substring(0, dash);
    }
}
