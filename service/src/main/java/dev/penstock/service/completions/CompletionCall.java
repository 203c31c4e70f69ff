package dev.penstock.service.completions;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.tokens.RequestNumbers;
import dev.penstock.service.errors.ApiFailure;
import io.micronaut.http.HttpStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A caller's request for a single completion.
 *
 * @param path the endpoint's path in the provider's API
 * @param body the body for the provider, apart from {@code stream}
 */
record CompletionCall(String path, ObjectNode body, String model, boolean stream) {
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The most bytes of a body; Temporal limits arguments to two megabytes. */
    private static final int LARGEST = 1_900_000;

    static CompletionCall read(String path, byte[] content) {
        return of(path, json(content));
    }

    static CompletionCall of(String path, ObjectNode body) {
        if (!body.path("model").isTextual() || body.path("model").textValue().isBlank()) {
            throw ApiFailure.invalid("you must provide a model parameter", "model", null);
        }
        JsonNode stream = body.path("stream");
        if (!stream.isMissingNode() && !stream.isNull() && !stream.isBoolean()) {
            throw ApiFailure.invalid("'stream' must be true or false", "stream", null);
        }
        RequestNumbers.wrong(path, body).ifPresent(wrong -> {
            throw ApiFailure.invalid(wrong.message(), wrong.field(), null);
        });
        return new CompletionCall(path, body, body.path("model").textValue(), stream.asBoolean(false));
    }

    static ObjectNode json(byte[] content) {
        if (content.length > LARGEST) {
            throw ApiFailure.of(
                    HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                    "the request's body may have at most %d bytes, but has %d".formatted(LARGEST, content.length),
                    "invalid_request_error",
                    null,
                    "request_too_large");
        }
        try {
            // Always UTF-8: Jackson would detect UTF-16 from the bytes, which no caller intends.
            if (JSON.readTree(new String(content, StandardCharsets.UTF_8)) instanceof ObjectNode body) {
                return body;
            }
        } catch (JacksonException e) {
            String why = e.getOriginalMessage() == null ? "" : ": " + firstLine(e.getOriginalMessage());
            throw ApiFailure.invalid("the request's body is not JSON" + why, null, null);
        }
        throw ApiFailure.invalid("the request's body is not a JSON object", null, null);
    }

    Map<String, Object> arguments() {
        try {
            return JSON.readValue(JSON.treeAsTokens(body), new TypeReference<>() {});
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
