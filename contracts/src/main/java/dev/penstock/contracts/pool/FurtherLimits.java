package dev.penstock.contracts.pool;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a provider account that only some providers have, besides those of requests and tokens per minute; null = not named.
 *
 * @param requestsPerHour over any hour, as {@code tokensPerHour}
 * @param requestsPerDay over any 24 hours, or over a day that begins at {@code dayStart}, as {@code tokensPerDay}
 * @param inputTokensPerMinute over every sliding 60 s, as {@code outputTokensPerMinute}; each counts one kind of token only
 * @param dayStart the time and zone at which the provider's day begins, such as {@code 00:00 America/Los_Angeles} ({@link
 *     DayStart}); null = every 24 hours count as a day
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FurtherLimits(
        @Nullable Long requestsPerHour,
        @Nullable Long requestsPerDay,
        @Nullable Long tokensPerHour,
        @Nullable Long tokensPerDay,
        @Nullable Long inputTokensPerMinute,
        @Nullable Long outputTokensPerMinute,
        @Nullable String dayStart) {
    public static final FurtherLimits NONE = new FurtherLimits(null, null, null, null, null, null, null);

    /** Returns limits of requests and tokens per day. */
    public static FurtherLimits perDay(@Nullable Long requests, @Nullable Long tokens) {
        return new FurtherLimits(null, requests, null, tokens, null, null, null);
    }

    /** Returns these limits with others of input and output tokens per minute. */
    public FurtherLimits withInputOutput(@Nullable Long input, @Nullable Long output) {
        return new FurtherLimits(requestsPerHour, requestsPerDay, tokensPerHour, tokensPerDay, input, output, dayStart);
    }

    /** Returns whether an amount of an hour or a day is limited. */
    @JsonIgnore
    public boolean areLong() {
        return requestsPerHour != null || requestsPerDay != null || tokensPerHour != null || tokensPerDay != null;
    }

    /** Returns whether these can be limits: at least one request and token, as far as they are named, and a day that begins. */
    @JsonIgnore
    boolean isValid() {
        return Arrays.stream(new @Nullable Long[] {
                            requestsPerHour,
                            requestsPerDay,
                            tokensPerHour,
                            tokensPerDay,
                            inputTokensPerMinute,
                            outputTokensPerMinute
                        })
                        .filter(Objects::nonNull)
                        .allMatch(limit -> limit >= 1)
                && (dayStart == null || DayStart.parse(dayStart).isPresent());
    }

    /** Returns these limits, with missing ones taken from others. */
    FurtherLimits or(FurtherLimits others) {
        return join(others, (mine, other) -> mine);
    }

    /** Returns the lesser of each limit; one that only one of the two names counts. */
    FurtherLimits least(FurtherLimits others) {
        return join(others, Math::min);
    }

    private FurtherLimits join(FurtherLimits others, BinaryOperator<Long> choice) {
        return new FurtherLimits(
                join(requestsPerHour, others.requestsPerHour, choice),
                join(requestsPerDay, others.requestsPerDay, choice),
                join(tokensPerHour, others.tokensPerHour, choice),
                join(tokensPerDay, others.tokensPerDay, choice),
                join(inputTokensPerMinute, others.inputTokensPerMinute, choice),
                join(outputTokensPerMinute, others.outputTokensPerMinute, choice),
                dayStart == null ? others.dayStart : dayStart);
    }

    private static @Nullable Long join(@Nullable Long mine, @Nullable Long other, BinaryOperator<Long> choice) {
        if (mine == null || other == null) {
            return mine == null ? other : mine;
        }
        return choice.apply(mine, other);
    }
}
