package dev.penstock.store;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

/** Makes unguessable ids of 32 hexadecimal digits that sort by their time of creation, to the millisecond. */
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

    /** Returns the time at which an id was made. */
    public static Instant time(String name) {
        return Instant.ofEpochMilli(Long.parseLong(name, 0, TIME_DIGITS, 16));
    }
}
