package dev.penstock.store.log;

import dev.penstock.store.ResultLog.Ending;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/**
 * Encodes the records of calls that began and that ended without a result, one a line:
 * {@code b 17}, {@code l 17 <millis>}, {@code u 17 <millis>}, {@code u 17 <millis> undelivered}, {@code t 17}, {@code a 17}.
 */
public final class CallRecord {
    static final char BEGUN = 'b';
    static final char LOST = 'l';
    static final char LOST_ON_THE_WAY = 'u';
    static final char THROTTLED = 't';
    static final char TURNED_AWAY = 'a';

    private CallRecord() {}

    /** Encodes the beginning of a call, with its line break. */
    public static byte[] begun(long line) {
        return encoded(BEGUN + " " + line);
    }

    /** Encodes the end of a call without a result, with its line break. */
    public static byte[] ended(long line, Ending ending, Clock clock) {
        return encoded(
                switch (ending) {
                    case LOST -> LOST + " " + line + " " + clock.millis();
                    case LOST_ON_THE_WAY -> LOST_ON_THE_WAY + " " + line + " " + clock.millis();
                    // A word more, which versions before it ignore: they count the call as lost.
                    case UNDELIVERED -> LOST_ON_THE_WAY + " " + line + " " + clock.millis() + " undelivered";
                    case THROTTLED -> THROTTLED + " " + line;
                    case TURNED_AWAY -> TURNED_AWAY + " " + line;
                });
    }

    private static byte[] encoded(String text) {
        return (text + "\n").getBytes(StandardCharsets.US_ASCII);
    }
}
