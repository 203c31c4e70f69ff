package dev.penstock.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to a model.
 *
 * @param customId by which its outcome is known; null = by its place, {@code request-1} for the first
 * @param url the endpoint, such as {@code /v1/chat/completions}
 * @param body as that endpoint takes it; without a model, the workers' usual one is asked
 */
public record Request(@Nullable String customId, String url, Map<String, Object> body) {
    public Request {
        body = Map.copyOf(body);
    }

    /** A prompt for the workers' usual model. */
    public static Request prompt(String prompt) {
        return chat(null, prompt);
    }

    /** A prompt for this model. */
    public static Request prompt(String model, String prompt) {
        return chat(model, prompt);
    }

    /** With one more field of the body: {@code with("max_tokens", 100)}. */
    public Request with(String field, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(body);
        more.put(field, value);
        return new Request(customId, url, more);
    }

    public Request withCustomId(String newCustomId) {
        return new Request(newCustomId, url, body);
    }

    private static Request chat(@Nullable String model, String prompt) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (model != null) {
            body.put("model", model);
        }
        body.put("messages", List.of(Map.of("role", "user", "content", prompt)));
        return new Request(null, "/v1/chat/completions", body);
    }
}
