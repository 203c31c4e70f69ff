package dev.penstock.providers.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.ProviderKey;
import dev.penstock.providers.wire.ProviderRequest;
import dev.penstock.providers.wire.RequestFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends requests as they are, to the path that they name, with the key as a bearer token. */
public record OpenAiRequests(@Nullable ProviderKey apiKey) implements RequestFormat {
    @Override
    public Map<String, String> headers() {
        return apiKey == null
                ? Map.of()
                : Map.of("Authorization", "Bearer " + apiKey.current().reveal());
    }

    @Override
    public ProviderRequest of(String url, ObjectNode body, boolean streamed) {
        return ProviderRequest.to(path(url), streamed ? streamed(url, body) : body);
    }

    /** Returns the segments of a url's path without {@code v1}, because a provider's base URL already contains a version. */
    public static List<String> path(String url) {
        String path = url.startsWith("/") ? url.substring(1) : url;
        return List.of((path.startsWith("v1/") ? path.substring("v1/".length()) : path).split("/", -1));
    }

    /** Returns the body with streaming turned on; a chat's stream ends with its usage, even where the caller did not ask for it. */
    public static ObjectNode streamed(String url, ObjectNode body) {
        ObjectNode streamed = body.deepCopy().put("stream", true);
        if (!url.endsWith("/responses")) {
            if (!streamed.path("stream_options").isObject()) {
                streamed.putObject("stream_options");
            }
            streamed.withObjectProperty("stream_options").put("include_usage", true);
        }
        return streamed;
    }
}
