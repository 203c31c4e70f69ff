package dev.penstock.service.completions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.completion.CompletionResult;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The HTTP response for a completion's result; keeps the provider's own body and error where there is one. */
record CompletionResponse(int status, String body, Map<String, String> headers) {
    private static final long LONGEST_WAIT = 60;
    private static final long USUAL_WAIT = 5;
    private static final long CLOSED_WAIT = 30;
    private static final Set<Integer> RETRIED = Set.of(408, 409, 429, CompletionResult.CALLER_LEFT);

    static CompletionResponse of(CompletionResult result) {
        if (result.isAnswered()) {
            return result.isWhole()
                    ? new CompletionResponse(result.status(), result.body(), Map.of())
                    : new CompletionResponse(
                            502,
                            error("the provider's response was too large to be stored", "answer_too_large"),
                            Map.of());
        }
        ObjectNode error = error(result);
        int status = result.status() >= 400 ? result.status() : status(error);
        if (error.path("type").isNull()) {
            error.put("type", status >= 500 ? "server_error" : "invalid_request_error");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        if (isUseless(error)) {
            headers.put("x-should-retry", "false");
        } else if (status == 429 || status == 503) {
            headers.put(HttpHeaders.RETRY_AFTER, Long.toString(seconds(result, error)));
        }
        return new CompletionResponse(
                status,
                CompletionCall.JSON.createObjectNode().set("error", error).toString(),
                headers);
    }

    /** Whether repeating the request may give a different result. */
    boolean isWorthRetrying() {
        return status >= 500 || RETRIED.contains(status);
    }

    boolean isAnswer() {
        return status < 300;
    }

    HttpResponse<String> response() {
        MutableHttpResponse<String> response =
                HttpResponse.status(status, null).body(body).contentType(MediaType.APPLICATION_JSON_TYPE);
        headers.forEach(response::header);
        return response;
    }

    static String error(String message, String code) {
        return CompletionCall.JSON
                .createObjectNode()
                .set("error", withAllKeys(null, message, "server_error", code))
                .toString();
    }

    /** Returns the provider's error, or a substitute for it, with all four keys of OpenAI's errors. */
    private static ObjectNode error(CompletionResult result) {
        JsonNode error = json(result.body()).path("error");
        if (error instanceof ObjectNode object) {
            return withAllKeys(object, "the provider answered with status " + result.status(), null, null);
        }
        String message = error.isTextual() ? error.textValue() : "the provider answered with status " + result.status();
        return withAllKeys(null, message, null, null);
    }

    private static ObjectNode withAllKeys(
            @Nullable ObjectNode given, String message, @Nullable String type, @Nullable String code) {
        ObjectNode error = given == null ? CompletionCall.JSON.createObjectNode() : given.deepCopy();
        putIfAbsent(error, "message", message);
        putIfAbsent(error, "type", type);
        putIfAbsent(error, "param", null);
        putIfAbsent(error, "code", code);
        return error;
    }

    private static void putIfAbsent(ObjectNode error, String key, @Nullable String value) {
        if (!error.has(key)) {
            error.put(key, value);
        }
    }

    /** Returns the HTTP status for an error to which the provider gave none. */
    private static int status(ObjectNode error) {
        return switch (error.path("code").asText("")) {
            case "pool_blocked" -> isOutOfMoney(error) ? 429 : 503;
            case "pool_used_up" -> 429;
            case "pool_paused", "pool_outage", "pool_probing", "pool_unattended", "stopping", "store_unavailable" ->
                503;
            case "request_too_large" -> 413;
            case "model_not_found" -> 404;
            case "request_timeout" -> 504;
            default -> 502;
        };
    }

    /** Whether retrying is useless until a person acts. */
    private static boolean isUseless(ObjectNode error) {
        String code = error.path("code").asText("");
        return code.equals("pool_blocked") || code.equals("insufficient_quota");
    }

    private static boolean isOutOfMoney(ObjectNode error) {
        return error.path("message").asText("").contains("insufficient_quota");
    }

    private static long seconds(CompletionResult result, ObjectNode error) {
        if (result.retryAfterMs() != null) {
            return Math.clamp((result.retryAfterMs() + 999) / 1000, 1, LONGEST_WAIT);
        }
        return error.path("code").asText("").startsWith("pool_") ? CLOSED_WAIT : USUAL_WAIT;
    }

    /** Parses JSON; returns a missing node when the text is not JSON. */
    static JsonNode json(String body) {
        JsonNode json = parse(body);
        return json == null ? MissingNode.getInstance() : json;
    }

    private static @Nullable JsonNode parse(String body) {
        try {
            return CompletionCall.JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
