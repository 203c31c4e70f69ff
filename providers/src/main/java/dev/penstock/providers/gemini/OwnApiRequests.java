package dev.penstock.providers.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.ProviderKey;
import dev.penstock.providers.wire.ProviderRequest;
import dev.penstock.providers.wire.RequestFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends requests to Google's own API, with the key in its header; a bearer token would be one of OAuth there. */
record OwnApiRequests(@Nullable ProviderKey apiKey) implements RequestFormat {
    @Override
    public Map<String, String> headers() {
        return apiKey == null
                ? Map.of()
                : Map.of("x-goog-api-key", apiKey.current().reveal());
    }

    @Override
    public ProviderRequest of(String url, ObjectNode body, boolean streamed) {
        return ProviderRequest.to(List.of(url.split("/", -1)), body);
    }
}
