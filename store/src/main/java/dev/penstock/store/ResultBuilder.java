package dev.penstock.store;

import dev.penstock.contracts.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Result}; a value that is not set is absent or unknown. */
public final class ResultBuilder {
    private long line;
    private @Nullable String customId;
    private Result.@Nullable Response response;
    private Result.@Nullable Error error;
    private int attempts;
    private int throttled;
    private long latencyMs;
    private @Nullable BigDecimal costUsd;
    private Usage usage = Usage.NONE;
    private @Nullable Instant startedAt;
    private int round;
    private boolean possiblyPaidTwice;
    private @Nullable BigDecimal possiblyUsd;
    private Result.@Nullable Call call;
    private @Nullable String lane;
    private Result.@Nullable Stages stages;
    private Result.AnswerFacts facts = Result.AnswerFacts.NONE;
    private Result.@Nullable Reuse reuse;

    ResultBuilder() {}

    public Result build() {
        return new Result(
                line,
                Objects.requireNonNull(customId),
                response,
                error,
                attempts,
                throttled,
                latencyMs,
                costUsd,
                usage,
                startedAt,
                round,
                possiblyPaidTwice,
                possiblyUsd,
                call,
                lane,
                stages,
                facts,
                reuse);
    }

    /** Tells whether the request (line and custom_id) and its response or error are set. */
    boolean isWhole() {
        return line >= 1 && customId != null && (response != null || error != null);
    }

    ResultBuilder line(long value) {
        line = value;
        return this;
    }

    ResultBuilder customId(String value) {
        customId = value;
        return this;
    }

    public ResultBuilder response(Result.@Nullable Response value) {
        response = value;
        return this;
    }

    public ResultBuilder error(Result.@Nullable Error value) {
        error = value;
        return this;
    }

    public ResultBuilder attempts(int value) {
        attempts = value;
        return this;
    }

    public ResultBuilder throttled(int value) {
        throttled = value;
        return this;
    }

    public ResultBuilder latencyMs(long value) {
        latencyMs = value;
        return this;
    }

    public ResultBuilder costUsd(@Nullable BigDecimal value) {
        costUsd = value;
        return this;
    }

    public ResultBuilder usage(Usage value) {
        usage = value;
        return this;
    }

    public ResultBuilder startedAt(@Nullable Instant value) {
        startedAt = value;
        return this;
    }

    public ResultBuilder round(int value) {
        round = value;
        return this;
    }

    public ResultBuilder possiblyPaidTwice(boolean value) {
        possiblyPaidTwice = value;
        return this;
    }

    public ResultBuilder possiblyUsd(@Nullable BigDecimal value) {
        possiblyUsd = value;
        return this;
    }

    public ResultBuilder call(Result.@Nullable Call value) {
        call = value;
        return this;
    }

    public ResultBuilder lane(@Nullable String value) {
        lane = value;
        return this;
    }

    public ResultBuilder stages(Result.@Nullable Stages value) {
        stages = value;
        return this;
    }

    public ResultBuilder facts(Result.AnswerFacts value) {
        facts = value;
        return this;
    }

    public ResultBuilder reuse(Result.@Nullable Reuse value) {
        reuse = value;
        return this;
    }
}
