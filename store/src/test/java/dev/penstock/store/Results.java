package dev.penstock.store;

import dev.penstock.contracts.Usage;
import dev.penstock.store.Result.Error;
import dev.penstock.store.Result.Response;
import java.math.BigDecimal;
import java.time.Instant;

/** Results for tests. */
public final class Results {
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Results() {}

    public static Result answered(long line) {
        return answered(line, "{\"id\":\"x\",\"choices\":[{\"message\":{\"content\":\"answer %d\"}}]}".formatted(line));
    }

    public static Result answered(long line, String body) {
        return Result.builder(line, "request-" + line)
                .response(new Response(200, "req_" + line, body))
                .attempts(1)
                .latencyMs(30 + line)
                .costUsd(new BigDecimal("0.00000125"))
                .usage(new Usage(10, 0, 5, 0))
                .startedAt(START)
                .build();
    }

    public static Result deadLetter(long line, int round) {
        return deadLetter(line, round, START);
    }

    public static Result deadLetter(long line, int round, Instant startedAt) {
        return Result.builder(line, "request-" + line)
                .error(new Error("request_timeout", "no answer within 600 s"))
                .attempts(6)
                .throttled(2)
                .latencyMs(600_000)
                .startedAt(startedAt)
                .round(round)
                .build();
    }
}
