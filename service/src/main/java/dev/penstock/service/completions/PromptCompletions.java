package dev.penstock.service.completions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.service.ApiBackend;
import dev.penstock.service.errors.ApiFailure;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Converts {@code {"prompt": …, "system"?: …, "model"?: …}} into a chat completion; other fields are passed on unchanged. */
@Singleton
final class PromptCompletions {
    private static final String CHAT = "/v1/chat/completions";
    private final @Nullable String defaultModel;

    PromptCompletions(ApiBackend backend) {
        defaultModel = backend.provider().model();
    }

    CompletionCall chat(ObjectNode asked) {
        ObjectNode body = asked.deepCopy();
        Optional<String> prompt = text(body, "prompt");
        Optional<String> system = text(body, "system");
        body.remove(List.of("prompt", "system"));
        if (!body.path("messages").isArray()) {
            ArrayNode messages = body.putArray("messages");
            system.ifPresent(text -> messages.addObject().put("role", "system").put("content", text));
            messages.addObject()
                    .put("role", "user")
                    .put(
                            "content",
                            prompt.orElseThrow(() -> ApiFailure.invalid("'prompt' is missing", "prompt", null)));
        }
        if (!body.hasNonNull("model") && defaultModel != null) {
            body.put("model", defaultModel);
        }
        return CompletionCall.of(CHAT, body);
    }

    private static Optional<String> text(ObjectNode body, String key) {
        JsonNode value = body.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw ApiFailure.invalid("'%s' must be a string".formatted(key), key, null);
        }
        return Optional.of(value.textValue());
    }
}
