package dev.penstock.service.completions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.completion.CompletionResult;
import java.time.Instant;

/** OpenAI's object for a response that is made in the background. */
final class ResponseObject {
    private ResponseObject() {}

    /** Returns a response without an answer. */
    static ObjectNode unfinished(ResponseId id, String status, String model, Instant created) {
        ObjectNode object = CompletionCall.JSON.createObjectNode();
        object.put("id", id.toString())
                .put("object", "response")
                .put("created_at", created.getEpochSecond())
                .put("status", status)
                .put("background", true)
                .put("model", model)
                .putArray("output");
        return object;
    }

    /** Returns the provider's answer under the id by which it is asked for, or its error. */
    static ObjectNode finished(ResponseId id, CompletionResult result, String model, Instant created) {
        CompletionResponse reply = CompletionResponse.of(result);
        JsonNode body = CompletionResponse.json(reply.body());
        if (reply.isAnswer() && body instanceof ObjectNode answer) {
            return answer.put("id", id.toString()).put("background", true);
        }
        ObjectNode failed = unfinished(id, "failed", model, created);
        failed.putObject("error")
                .put("code", body.at("/error/code").asText("server_error"))
                .put("message", body.at("/error/message").asText(""));
        return failed;
    }
}
