package dev.penstock.activities.pipeline.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.penstock.contracts.Usage;
import dev.penstock.store.Json;
import dev.penstock.store.RequestCodec;
import dev.penstock.store.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Several calls combined to one result: the sums of their usage, cost, attempts and latency. */
public record CombinedCalls(List<Result> all) {
    /**
     * Returns a result with the sums of all calls.
     *
     * @param chosen the call whose response the result has
     * @param stages an object with a member for each stage
     */
    public Result result(
            RequestCodec.Key request, Result chosen, Result.@Nullable Error error, int round, ObjectNode stages) {
        return Result.builder(request.line(), request.customId())
                .response(chosen.response())
                .error(error)
                .attempts(attempts())
                .throttled(all.stream().mapToInt(Result::throttled).sum())
                .latencyMs(latencyMs())
                .costUsd(cost())
                .usage(usage())
                .startedAt(startedAt())
                .round(round)
                .possiblyPaidTwice(all.stream().anyMatch(Result::possiblyPaidTwice))
                .possiblyUsd(possibly())
                .call(call(chosen))
                .stages(new Result.Stages(answers(), text(stages)))
                .facts(chosen.facts())
                .reuse(isKept() ? chosen.reuse() : null)
                .build();
    }

    /** Returns a stage's member of {@code stages}: the chosen call's response or error. */
    public ObjectNode stage(Result chosen) {
        ObjectNode stage = Json.MAPPER.createObjectNode();
        Result.Response response = chosen.response();
        if (response == null) {
            stage.putNull("response");
        } else {
            stage.putObject("response")
                    .put("status_code", response.statusCode())
                    .put("request_id", response.requestId())
                    .putRawValue("body", new RawValue(response.body()));
        }
        Result.Error error = chosen.error();
        if (error != null) {
            stage.putObject("error").put("code", error.code()).put("message", error.message());
        }
        if (chosen.facts().lacks() != null) {
            stage.put("incomplete", chosen.facts().lacks().text());
        }
        return stage;
    }

    /** Adds the sums of all calls to a stage's member of {@code stages}. */
    public ObjectNode addSums(ObjectNode stage) {
        stage.set("usage", Json.MAPPER.valueToTree(usage()));
        stage.put("attempts", attempts());
        stage.put("latency_ms", latencyMs());
        stage.put("cost_usd", cost());
        if (isKept()) {
            stage.put("cached", true);
        }
        return stage;
    }

    private Usage usage() {
        return all.stream().map(Result::usage).reduce(Usage.NONE, Usage::plus);
    }

    private int attempts() {
        return all.stream().mapToInt(Result::attempts).sum();
    }

    private long latencyMs() {
        return all.stream().mapToLong(Result::latencyMs).sum();
    }

    /** Returns the sum of the costs; null if the cost of an answered call is unknown. */
    private @Nullable BigDecimal cost() {
        if (all.stream().anyMatch(call -> call.isAnswered() && call.costUsd() == null)) {
            return null;
        }
        return all.stream()
                .map(Result::costUsd)
                .filter(Objects::nonNull)
                .reduce(BigDecimal::add)
                .orElse(null);
    }

    private @Nullable BigDecimal possibly() {
        return all.stream()
                .map(Result::possiblyUsd)
                .filter(Objects::nonNull)
                .reduce(BigDecimal::add)
                .orElse(null);
    }

    /** Returns how many results were called for, not taken from the answer cache or from another request. */
    private int answers() {
        return (int) all.stream()
                .filter(call -> call.attempts() > 0 && call.reuse() == null)
                .count();
    }

    private boolean isKept() {
        return !all.isEmpty() && all.stream().allMatch(call -> call.reuse() != null);
    }

    private @Nullable Instant startedAt() {
        return all.stream()
                .map(Result::startedAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** Returns the pool and model of the chosen call, with the waiting time of all calls. */
    private Result.@Nullable Call call(Result chosen) {
        Result.Call call = chosen.call();
        if (call == null) {
            return null;
        }
        long waited = 0;
        for (Result each : all) {
            waited += each.call() == null ? 0 : each.call().waitedMs();
        }
        return new Result.Call(call.pool(), call.model(), waited, call.limit());
    }

    private static String text(ObjectNode stages) {
        try {
            return Json.MAPPER.writeValueAsString(stages);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
