package dev.penstock.service.files;

/** Limits how long a caller may have a file kept: from an hour to 30 days, as OpenAI does. */
public final class FileExpiry {
    private static final int MIN_SECONDS = 3600;
    private static final int MAX_SECONDS = 30 * 24 * 3600;

    private FileExpiry() {}

    public static boolean isAllowed(long seconds) {
        return seconds >= MIN_SECONDS && seconds <= MAX_SECONDS;
    }
}
