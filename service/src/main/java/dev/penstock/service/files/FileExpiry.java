package dev.penstock.service.files;

/** Limits how long a caller may have a file kept: from an hour to 30 days, as OpenAI does. */
public final class FileExpiry {
    private static final int SHORTEST = 3600;
    private static final int LONGEST = 30 * 24 * 3600;

    private FileExpiry() {}

    public static boolean isAllowed(long seconds) {
        return seconds >= SHORTEST && seconds <= LONGEST;
    }
}
