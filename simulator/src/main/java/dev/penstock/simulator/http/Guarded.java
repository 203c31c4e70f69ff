package dev.penstock.simulator.http;

import dev.penstock.simulator.answers.InvalidCall;
import dev.penstock.simulator.batches.BatchStep;
import dev.penstock.simulator.faults.ErrorBody;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.json.Json;
import dev.penstock.simulator.provider.Act;
import dev.penstock.simulator.provider.SimulatedProvider;
import dev.penstock.simulator.provider.Verdict;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What files and batches have in common: keys, outages, errors, and clients that are kept waiting. */
record Guarded(SimulatedProvider provider) {
    /** Does it, and tells unless clients wait at this step. */
    void answer(Exchange exchange, FullHttpRequest request, BatchStep step, Supplier<Object> work) {
        answer(exchange, request, () -> {
            Object body = work.get();
            return () -> {
                if (isHeldAt(step)) {
                    hold(exchange);
                } else {
                    exchange.send(200, Exchange.JSON, Json.bytes(body), Map.of());
                }
            };
        });
    }

    void answer(Exchange exchange, FullHttpRequest request, Supplier<Runnable> work) {
        Optional<Verdict> turnedAway = provider.turnAway(request.headers().get(HttpHeaderNames.AUTHORIZATION));
        if (turnedAway.isPresent()) {
            turnAway(exchange, turnedAway.get());
            return;
        }
        exchange.offload(() -> {
            try {
                return work.get();
            } catch (InvalidCall invalid) {
                return () -> refuse(exchange, invalid.refusal(), Map.of());
            }
        });
    }

    boolean isHeldAt(BatchStep step) {
        return provider.options().batches().hold() == step;
    }

    void hold(Exchange exchange) {
        exchange.hang();
        noteHeld(exchange);
    }

    void noteHeld(Exchange exchange) {
        provider.books().holding(1);
        exchange.onAbandoned(() -> provider.books().holding(-1));
    }

    private static void turnAway(Exchange exchange, Verdict verdict) {
        if (verdict.act() instanceof Act.Refuse(Refusal refusal, boolean throttled)) {
            refuse(exchange, refusal, verdict.headers());
        } else {
            exchange.drop();
        }
    }

    private static void refuse(Exchange exchange, Refusal refusal, Map<String, String> headers) {
        exchange.send(refusal.status(), Exchange.JSON, ErrorBody.of(refusal), headers);
    }
}
