package dev.penstock.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to a model.
 *
 * @param customId identifies the outcome; null = numbered by position, from {@code request-1}
 * @param url the endpoint, such as {@code /v1/chat/completions}
 * @param body the JSON body that the endpoint takes; without {@code model}, the workers' default model is used
 */
public record Request(@Nullable String customId, String url, Map<String, Object> body) {
    public Request {
        body = Map.copyOf(body);
    }

    /** Creates a chat completion of this prompt for the workers' default model. */
    public static Request prompt(String prompt) {
        return chat(null, prompt);
    }

    /** Creates a chat completion of this prompt for this model. */
    public static Request prompt(String model, String prompt) {
        return chat(model, prompt);
    }

    /** Returns a copy with a field of the body set, such as {@code with("max_tokens", 100)}. */
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
