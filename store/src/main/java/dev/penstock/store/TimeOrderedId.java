package dev.penstock.store;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

/** Names of 32 hexadecimal digits that nobody can guess and that sort by when they were made, to the millisecond. */
public final class TimeOrderedId {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TIME_DIGITS = 12;
    private static final int RANDOM_BYTES = 10;

    private TimeOrderedId() {}

    public static String next() {
        byte[] rest = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(rest);
        return "%012x%s".formatted(System.currentTimeMillis(), HexFormat.of().formatHex(rest));
    }

    /** When this name was made. */
    public static Instant time(String name) {
        return Instant.ofEpochMilli(Long.parseLong(name, 0, TIME_DIGITS, 16));
    }
}
