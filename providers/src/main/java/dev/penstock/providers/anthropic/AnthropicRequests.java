package dev.penstock.providers.anthropic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.ProviderKey;
import dev.penstock.providers.wire.ProviderRequest;
import dev.penstock.providers.wire.RequestFormat;
import dev.penstock.providers.wire.UntranslatableRequestException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends chats as messages, with the key in a header of Anthropic's own; a request to {@code /v1/messages} goes as it is. */
final class AnthropicRequests implements RequestFormat {
    static final String MESSAGES = "/v1/messages";
    private static final String CHAT = "/v1/chat/completions";

    /** The version whose wire this package speaks (docs.anthropic.com, "Versions"). */
    private static final String VERSION = "2023-06-01";

    private final @Nullable ProviderKey apiKey;
    private final String version;
    private final boolean hasVersionInAddress;

    AnthropicRequests(ProviderAccount account) {
        apiKey = account.apiKey();
        String named = account.dialect().apiVersion();
        version = named == null ? VERSION : named;
        // The official clients' address is https://api.anthropic.com; OpenAI's clients call the same one with /v1.
        hasVersionInAddress =
                account.baseUrl().toString().replaceFirst("/+$", "").endsWith("/v1");
    }

    static boolean isNative(String url) {
        return url.equals(MESSAGES);
    }

    @Override
    public Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>(Map.of("anthropic-version", version, "User-Agent", "penstock"));
        if (apiKey != null) {
            headers.put("x-api-key", apiKey.current().reveal());
        }
        return headers;
    }

    @Override
    public ProviderRequest of(String url, ObjectNode body, boolean streamed) {
        ObjectNode message = message(url, body);
        if (streamed) {
            message.put("stream", true);
        } else {
            message.remove("stream");
        }
        return ProviderRequest.to(path(List.of("messages")), message);
    }

    @Override
    public ProviderRequest endpoint(List<String> path) {
        return ProviderRequest.to(path(path), JsonNodeFactory.instance.objectNode());
    }

    /**
     * Returns a request's body as Anthropic takes it.
     *
     * @throws UntranslatableRequestException if Anthropic has no such thing
     */
    static ObjectNode message(String url, ObjectNode body) {
        if (isNative(url)) {
            return body.deepCopy();
        }
        if (!url.equals(CHAT)) {
            throw new UntranslatableRequestException(
                    "url", "Anthropic has no %s; requests can go to %s or %s".formatted(url, CHAT, MESSAGES));
        }
        return ChatRequest.translate(body);
    }

    private List<String> path(List<String> below) {
        List<String> path = new ArrayList<>(hasVersionInAddress ? List.of() : List.of("v1"));
        path.addAll(below);
        return path;
    }
}
