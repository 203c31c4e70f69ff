package dev.penstock.providers.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.pool.DayStart;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.openai.OpenAiAnswers;
import dev.penstock.providers.wire.AnswerFormat;
import dev.penstock.providers.wire.AnswerStream;
import dev.penstock.providers.wire.HeaderValues;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * Reads the responses of Gemini's endpoint with OpenAI's API. A quota of a day that is used up names a wait of seconds
 * ({@code RetryInfo}), and returns at midnight in California (ai.google.dev/gemini-api/docs/rate-limits); {@code quotaId} tells which
 * quota it is (google-gemini/gemini-cli#8437, langgenius/dify#19838).
 */
final class GeminiAnswers implements AnswerFormat {
    static final GeminiAnswers FORMAT = new GeminiAnswers();

    private static final DayStart DAY = new DayStart(LocalTime.MIDNIGHT, ZoneId.of("America/Los_Angeles"));
    private static final String QUOTA = "quotaId";
    private static final String OF_DAY = "PerDay";

    /** How long to wait before another look, because the quota may be raised meanwhile. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

    private GeminiAnswers() {}

    @Override
    public Outcome read(String url, int status, HeaderValues headers, String received, Instant now) {
        Outcome outcome = OpenAiAnswers.OPENAI.read(url, status, headers, received, now);
        return outcome instanceof Outcome.Throttled throttled && isOfDay(received)
                ? untilTomorrow(throttled, now)
                : outcome;
    }

    @Override
    public AnswerStream stream(String url, ObjectNode request) {
        return OpenAiAnswers.OPENAI.stream(url, request);
    }

    private static Outcome untilTomorrow(Outcome.Throttled throttled, Instant now) {
        Duration untilDay = Duration.between(now, Instant.ofEpochMilli(DAY.after(now.toEpochMilli())));
        return new Outcome.Throttled(
                untilDay.compareTo(LOOK_AGAIN) < 0 ? untilDay : LOOK_AGAIN,
                throttled.response(),
                throttled.error(),
                untilDay);
    }

    private static boolean isOfDay(String received) {
        return received.contains(QUOTA)
                && JsonText.parse(received).findValuesAsText(QUOTA).stream().anyMatch(id -> id.contains(OF_DAY));
    }
}
