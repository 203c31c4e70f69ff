package dev.penstock.activities.reuse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.Usage;
import dev.penstock.store.Json;
import dev.penstock.store.Result;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Creates the result of a duplicate: a copy of the called request's result, free of charge. */
final class DuplicateResult {
    private DuplicateResult() {}

    static Result of(Result called, DuplicateRequest duplicate, Instant now) throws IOException {
        Result.Call call = called.call();
        return Result.builder(duplicate.line(), duplicate.customId())
                .response(called.response())
                .error(called.error())
                .costUsd(BigDecimal.ZERO)
                .round(called.round())
                .call(call == null ? null : new Result.Call(call.pool(), call.model(), 0, null))
                .stages(free(called.stages()))
                .facts(called.facts())
                .reuse(new Result.Reuse(called.customId(), now))
                .build();
    }

    /** Returns whether the duplicate already has the result of the called request. */
    static boolean isDone(Result called, @Nullable Result copy) {
        return copy != null && (copy.isAnswered() || (!called.isAnswered() && copy.round() >= called.round()));
    }

    private static Result.@Nullable Stages free(Result.@Nullable Stages called) throws IOException {
        if (called == null) {
            return null;
        }
        JsonNode stages = Json.MAPPER.readTree(called.json());
        for (JsonNode stage : stages) {
            if (stage instanceof ObjectNode facts) {
                facts.set("usage", Json.MAPPER.valueToTree(Usage.NONE));
                facts.put("attempts", 0).put("latency_ms", 0).put("cost_usd", BigDecimal.ZERO);
            }
        }
        return new Result.Stages(0, Json.MAPPER.writeValueAsString(stages));
    }
}
