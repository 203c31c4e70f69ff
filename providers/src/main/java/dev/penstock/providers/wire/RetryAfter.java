package dev.penstock.providers.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.providers.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads how long a provider asks to wait before a retry, 10 minutes at most: {@code retry-after-ms}, else {@code Retry-After},
 * else Google's {@code retryDelay} in the body, else {@code x-ratelimit-reset-*} of the limit that is used up.
 */
public final class RetryAfter {
    /**
     * The longest wait. Most quotas are per minute; for a daily quota ("come back in 20 h") it is better to retry every ten
     * minutes than to wait, because the quota may be raised or the header may be wrong (a clock, a unit).
     */
    static final Duration MAX_WAIT = Duration.ofMinutes(10);

    /** The longest quotas that return by themselves are daily ones; a longer wait is a mistake. */
    private static final Duration LONGEST_QUOTA = Duration.ofHours(25);

    private static final Logger log = LoggerFactory.getLogger(RetryAfter.class);
    private static final AtomicBoolean LOGGED = new AtomicBoolean();

    /** The limits of the rate limit headers; some providers have one only, without a name. */
    private static final List<String> LIMITS = List.of("-requests", "-tokens", "");

    private RetryAfter() {}

    /** Returns the wait that the headers ask for; null if they name none. */
    public static @Nullable Duration of(HeaderValues headers, Instant now) {
        return bounded(inRetryAfter(headers, now));
    }

    /**
     * Returns the wait that a 429 response asks for; null if it names none.
     *
     * @param body the response's body, of any form
     */
    public static @Nullable Duration ofThrottled(HeaderValues headers, String body, Instant now) {
        return bounded(asked(headers, body, now));
    }

    /**
     * Returns after what time a 429 response says that there is quota again, a day at most: the wait that it asks for, even if
     * that is too long to wait without another look; null if it names none.
     */
    public static @Nullable Duration untilQuota(HeaderValues headers, String body, Instant now) {
        return asked(headers, body, now)
                .filter(found -> found.isPositive() && found.compareTo(LONGEST_QUOTA) <= 0)
                .orElse(null);
    }

    private static Optional<Duration> asked(HeaderValues headers, String body, Instant now) {
        return inRetryAfter(headers, now).or(() -> inBody(body, now)).or(() -> untilReset(headers, now));
    }

    private static Optional<Duration> inRetryAfter(HeaderValues headers, Instant now) {
        return headers.find("retry-after-ms")
                .flatMap(WaitText::millis)
                .or(() -> headers.find("retry-after").flatMap(text -> WaitText.parse(text, now)));
    }

    private static Optional<Duration> inBody(String body, Instant now) {
        return body.contains("retryDelay")
                ? JsonText.parse(body).findValues("retryDelay").stream()
                        .filter(JsonNode::isTextual)
                        .flatMap(delay -> WaitText.parse(delay.textValue(), now).stream())
                        .max(Comparator.naturalOrder())
                : Optional.empty();
    }

    /** Returns the longest time until a limit is reset of which nothing remains, or may remain nothing. */
    private static Optional<Duration> untilReset(HeaderValues headers, Instant now) {
        return LIMITS.stream()
                .filter(limit -> headers.find("x-ratelimit-remaining" + limit)
                        .map(remaining -> remaining.strip().startsWith("0"))
                        .orElse(true))
                .flatMap(limit ->
                        headers.find("x-ratelimit-reset" + limit).flatMap(text -> WaitText.parse(text, now)).stream())
                .max(Comparator.naturalOrder());
    }

    private static @Nullable Duration bounded(Optional<Duration> asked) {
        Duration wait = asked.filter(found -> !found.isNegative()).orElse(null);
        if (wait == null || wait.compareTo(MAX_WAIT) <= 0) {
            return wait;
        }
        if (LOGGED.compareAndSet(false, true)) {
            log.warn(
                    "The provider asks to wait for {} s before the next call; it is asked again after {} s, in case"
                            + " that is a mistake or its limit is raised",
                    wait.toSeconds(),
                    MAX_WAIT.toSeconds());
        }
        return MAX_WAIT;
    }
}
