package dev.penstock.service.completions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.completion.CompletionResult;
import dev.penstock.service.errors.ApiFailure;
import org.jspecify.annotations.Nullable;

/** The events that a stream of a WebSocket sends to its client, apart from tokens. */
final class SocketEvents {
    private SocketEvents() {}

    /** Returns an event that names its stream. */
    static ObjectNode about(@Nullable String id) {
        return CompletionCall.JSON.createObjectNode().put("id", id);
    }

    static ObjectNode refusal(@Nullable String id, ApiFailure failure) {
        ObjectNode event = about(id);
        event.putObject("error")
                .put("message", failure.getMessage())
                .put("type", failure.type())
                .put("param", failure.param())
                .put("code", failure.code());
        return event;
    }

    /** Returns the event that ends a stream, with its usage or its error. */
    static ObjectNode last(String id, CompletionResult result) {
        CompletionResponse reply = CompletionResponse.of(result);
        ObjectNode event = about(id);
        if (!reply.isAnswer()) {
            return event.set("error", CompletionResponse.json(reply.body()).path("error"));
        }
        event.put("done", true).set("usage", CompletionCall.JSON.valueToTree(result.usage()));
        JsonNode finish = CompletionResponse.json(reply.body()).at("/choices/0/finish_reason");
        if (finish.isTextual()) {
            event.set("finish_reason", finish);
        }
        return event.put("attempts", result.attempts()).put("latency_ms", result.latencyMs());
    }
}
