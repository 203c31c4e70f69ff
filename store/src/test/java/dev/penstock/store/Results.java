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
        return new Result(
                line,
                "request-" + line,
                new Response(200, "req_" + line, body),
                null,
                1,
                0,
                30 + line,
                new BigDecimal("0.00000125"),
                new Usage(10, 0, 5, 0),
                START,
                0,
                false,
                null);
    }

    public static Result deadLetter(long line, int round) {
        return deadLetter(line, round, START);
    }

    public static Result deadLetter(long line, int round, Instant startedAt) {
        return new Result(
                line,
                "request-" + line,
                null,
                new Error("request_timeout", "no answer within 600 s"),
                6,
                2,
                600_000,
                null,
                Usage.NONE,
                startedAt,
                round,
                false,
                null);
    }
}
