package dev.penstock.activities.completion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.budget.WorstCase;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.completion.CompletionResult;
import dev.penstock.providers.JsonText;

/** Creates the result of a completion that a budget did not let through, in OpenAI's error format. */
final class DeclinedCompletion {
    private DeclinedCompletion() {}

    static CompletionResult refused(String reason, int attempt) {
        return result(429, "insufficient_quota", "insufficient_quota", reason, attempt);
    }

    static CompletionResult unpriced(String budget, ObjectNode body, int attempt) {
        return result(
                400,
                "invalid_request_error",
                "unknown_price",
                "budget of %s: %s"
                        .formatted(
                                budget,
                                WorstCase.whyUnknown(body.path("model").asText(""), body, "max_completion_tokens")),
                attempt);
    }

    static CompletionResult unknown(String budget, int attempt) {
        return result(
                503,
                "server_error",
                "budget_unavailable",
                "the budget of %s cannot be read at the moment".formatted(budget),
                attempt);
    }

    private static CompletionResult result(int status, String type, String code, String message, int attempt) {
        ObjectNode body = JsonText.MAPPER.createObjectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", type)
                .putNull("param")
                .put("code", code);
        return new CompletionResult(status, body.toString(), null, Usage.NONE, attempt, 0);
    }
}
