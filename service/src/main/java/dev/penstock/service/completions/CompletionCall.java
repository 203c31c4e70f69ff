package dev.penstock.service.completions;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.attachment.FileParts;
import dev.penstock.activities.tokens.ModelName;
import dev.penstock.activities.tokens.RequestNumbers;
import dev.penstock.service.bodies.HeldBody;
import dev.penstock.service.bodies.LargeBodies;
import dev.penstock.service.errors.ApiFailure;
import dev.penstock.store.UntrustedJson;
import dev.penstock.store.input.FilePart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * A caller's request for a single completion.
 *
 * @param path the endpoint's path in the provider's API
 * @param body the body for the provider, apart from {@code stream}
 */
record CompletionCall(String path, ObjectNode body, String model, boolean stream) {
    static final String MODERATIONS = "/v1/moderations";
    static final String IMAGES = "/v1/images/generations";

    /** The model of a moderation that names none, as in OpenAI's API reference. */
    private static final String MODERATION_MODEL = "omni-moderation-latest";

    private static final String BACKGROUND = "background";

    static final ObjectMapper JSON = JsonMapper.builder(UntrustedJson.factory())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static CompletionCall read(String path, HeldBody body) {
        return of(path, json(body));
    }

    static CompletionCall of(String path, ObjectNode body) {
        if (path.equals(MODERATIONS) && !body.hasNonNull("model")) {
            body.put("model", MODERATION_MODEL);
        }
        if (!body.path("model").isTextual() || body.path("model").textValue().isBlank()) {
            throw ApiFailure.invalid("you must provide a model parameter", "model", null);
        }
        JsonNode stream = body.path("stream");
        if (!stream.isMissingNode() && !stream.isNull() && !stream.isBoolean()) {
            throw ApiFailure.invalid("'stream' must be true or false", "stream", null);
        }
        if (path.equals(IMAGES) && stream.asBoolean()) {
            throw ApiFailure.invalid("images are not streamed here: leave 'stream' out", "stream", null);
        }
        RequestNumbers.wrong(path, body).ifPresent(wrong -> {
            throw ApiFailure.invalid(wrong.message(), wrong.field(), null);
        });
        ModelName.wrong(body).ifPresent(wrong -> {
            throw ApiFailure.invalid(wrong, "model", null);
        });
        if (FileParts.claimed(body) > 0) {
            throw ApiFailure.invalid(
                    "parts of type '%s' may stand only in what `penstock run` or `penstock submit` starts"
                            .formatted(FilePart.TYPE),
                    null,
                    null);
        }
        CompletionCall call = new CompletionCall(path, body, body.path("model").textValue(), stream.asBoolean(false));
        if (call.isInBackground() && call.stream) {
            throw ApiFailure.invalid(
                    "a background response is not streamed; ask for it by GET /v1/responses/{id}", "background", null);
        }
        return call;
    }

    /** Returns whether the caller does not wait for the response, but asks for it by its id. */
    boolean isInBackground() {
        return path.equals("/v1/responses") && body.path(BACKGROUND).asBoolean(false);
    }

    /** Returns the call as the provider gets it: this server makes the background. */
    CompletionCall inForeground() {
        ObjectNode rest = body.deepCopy();
        rest.remove(BACKGROUND);
        return new CompletionCall(path, rest, model, stream);
    }

    static ObjectNode json(HeldBody body) {
        // Always UTF-8: Jackson would detect UTF-16 from the bytes, which no caller intends.
        return json(new String(body.bytes(), StandardCharsets.UTF_8), body.memory()::takeTokens);
    }

    /**
     * Parses a text that must be a JSON object.
     *
     * @param memory takes the memory for this number of tokens before they are kept, or throws
     */
    static ObjectNode json(String text, LongConsumer memory) {
        // Read twice: a tree can need thirty times the memory of its text.
        memory.accept(LargeBodies.parse(text.length(), () -> tokens(text)));
        return LargeBodies.parse(text.length(), () -> parsed(text));
    }

    private static long tokens(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            while (parser.nextToken() != null) {
                // Only counted.
            }
            return parser.currentTokenCount();
        } catch (IOException e) {
            throw notJson(e);
        }
    }

    private static ObjectNode parsed(String text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw notJson(e);
        }
        throw ApiFailure.invalid("the request's body is not a JSON object", null, null);
    }

    private static RuntimeException notJson(IOException failure) {
        if (!(failure instanceof JacksonException e)) {
            return new UncheckedIOException(failure);
        }
        String why = e.getOriginalMessage() == null ? "" : ": " + firstLine(e.getOriginalMessage());
        return ApiFailure.invalid("the request's body is not JSON" + why, null, null);
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
