package dev.penstock.providers.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.ProviderKey;
import dev.penstock.providers.wire.ProviderRequest;
import dev.penstock.providers.wire.RequestFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends requests to Google's own API, which has a header for keys and takes tokens of OAuth as bearer tokens only. */
record OwnApiRequests(@Nullable ProviderKey apiKey) implements RequestFormat {
    /** How Google's access tokens begin, such as those of {@code gcloud auth print-access-token}. */
    private static final String ACCESS_TOKEN = "ya29.";

    @Override
    public Map<String, String> headers() {
        if (apiKey == null) {
            return Map.of();
        }
        String key = apiKey.current().reveal();
        return key.startsWith(ACCESS_TOKEN) ? Map.of("Authorization", "Bearer " + key) : Map.of("x-goog-api-key", key);
    }

    @Override
    public ProviderRequest of(String url, ObjectNode body, boolean streamed) {
        return ProviderRequest.to(List.of(url.split("/", -1)), body);
    }
}
