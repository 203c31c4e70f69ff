package dev.penstock.activities.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.penstock.contracts.Usage;
import dev.penstock.store.Json;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The result of a request that has gone through its stages, or as far as it came. */
final class Merged {
    private Merged() {}

    /**
     * @param outcomes stage by stage; the last one answered, or what ended it
     */
    static Result of(RequestLine request, List<StageOutcome> outcomes, int round) {
        StageOutcome last = outcomes.getLast();
        List<Result> calls =
                outcomes.stream().flatMap(outcome -> outcome.samples().stream()).toList();
        Usage usage = calls.stream().map(Result::usage).reduce(Usage.NONE, Usage::plus);
        Result merged = new Result(
                request.line(),
                request.customId(),
                last.chosen().response(),
                error(last),
                calls.stream().mapToInt(Result::attempts).sum(),
                calls.stream().mapToInt(Result::throttled).sum(),
                calls.stream().mapToLong(Result::latencyMs).sum(),
                cost(calls),
                usage,
                startedAt(calls),
                round,
                calls.stream().anyMatch(Result::possiblyPaidTwice),
                calls.stream()
                        .map(Result::possiblyUsd)
                        .filter(Objects::nonNull)
                        .reduce(BigDecimal::add)
                        .orElse(null),
                call(last, calls),
                null,
                new Result.Stages(
                        (int) calls.stream()
                                .filter(call -> call.attempts() > 0 && call.reuse() == null)
                                .count(),
                        json(outcomes)),
                null);
        boolean kept = calls.stream().allMatch(call -> call.reuse() != null);
        return kept ? merged.with(Objects.requireNonNull(last.chosen().reuse())) : merged;
    }

    /** Where the last answer came from; the waiting is that of all. */
    private static Result.@Nullable Call call(StageOutcome last, List<Result> calls) {
        Result.Call call = last.chosen().call();
        if (call == null) {
            return null;
        }
        long waited = 0;
        for (Result each : calls) {
            waited += each.call() == null ? 0 : each.call().waitedMs();
        }
        return new Result.Call(call.pool(), call.model(), waited, call.limit());
    }

    private static Result.@Nullable Error error(StageOutcome last) {
        Result.Error error = last.chosen().error();
        return error == null
                ? null
                : new Result.Error(
                        error.code(), "stage %s: %s".formatted(last.stage().name(), error.message()));
    }

    /** Unknown when that of an answer is. */
    private static @Nullable BigDecimal cost(List<Result> calls) {
        if (calls.stream().anyMatch(call -> call.isAnswered() && call.costUsd() == null)) {
            return null;
        }
        return calls.stream()
                .map(Result::costUsd)
                .filter(Objects::nonNull)
                .reduce(BigDecimal::add)
                .orElse(null);
    }

    private static @Nullable Instant startedAt(List<Result> calls) {
        List<Instant> times = new ArrayList<>();
        for (Result call : calls) {
            if (call.startedAt() != null) {
                times.add(call.startedAt());
            }
        }
        return times.stream().min(Instant::compareTo).orElse(null);
    }

    private static String json(List<StageOutcome> outcomes) {
        ObjectNode stages = Json.MAPPER.createObjectNode();
        outcomes.forEach(outcome -> stages.set(outcome.stage().name(), json(outcome)));
        try {
            return Json.MAPPER.writeValueAsString(stages);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode json(StageOutcome outcome) {
        ObjectNode stage = Json.MAPPER.createObjectNode();
        Result.Response response = outcome.chosen().response();
        if (response == null) {
            stage.putNull("response");
        } else {
            stage.putObject("response")
                    .put("status_code", response.statusCode())
                    .put("request_id", response.requestId())
                    .putRawValue("body", new RawValue(response.body()));
        }
        Result.Error error = outcome.chosen().error();
        if (error != null) {
            stage.putObject("error").put("code", error.code()).put("message", error.message());
        }
        if (!outcome.votes().isEmpty()) {
            ObjectNode votes = stage.putObject("votes");
            outcome.votes().forEach(votes::put);
        }
        List<Result> calls = outcome.samples();
        stage.set(
                "usage",
                Json.MAPPER.valueToTree(calls.stream().map(Result::usage).reduce(Usage.NONE, Usage::plus)));
        stage.put("attempts", calls.stream().mapToInt(Result::attempts).sum());
        stage.put("latency_ms", calls.stream().mapToLong(Result::latencyMs).sum());
        stage.put("cost_usd", cost(calls));
        if (outcome.chosen().reuse() != null) {
            stage.put("cached", true);
        }
        return stage;
    }
}
