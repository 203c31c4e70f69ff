package dev.penstock.service.codec;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells who may use the codec server: pages by their origin, and everybody by a header if one is required. */
public final class CodecAccess {
    private final Set<String> origins;
    private final @Nullable String authorization;

    /**
     * @param origins the origins of Web UIs, such as {@code http://localhost:8233}
     * @param authorization what the header {@code Authorization} must be; null = no caller needs one
     */
    public CodecAccess(Set<String> origins, @Nullable String authorization) {
        this.origins = new TreeSet<>(origins);
        this.authorization = authorization;
    }

    public boolean needsAuthorization() {
        return authorization != null;
    }

    /**
     * Returns whether no page asks, or one whose origin is allowed; in that case the answer's headers let the browser give it
     * to the page.
     */
    boolean allowsPage(HttpExchange exchange) {
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        if (origin == null) {
            return true;
        }
        if (!origins.contains(origin)) {
            return false;
        }
        Headers answer = exchange.getResponseHeaders();
        answer.set("Access-Control-Allow-Origin", origin);
        answer.set("Vary", "Origin");
        answer.set("Access-Control-Allow-Methods", "POST");
        answer.set("Access-Control-Allow-Headers", "content-type, x-namespace, authorization");
        answer.set("Access-Control-Allow-Credentials", "true");
        // Asked for by browsers when a page of another network, such as Temporal Cloud's, reads from this machine.
        answer.set("Access-Control-Allow-Private-Network", "true");
        answer.set("Access-Control-Max-Age", "600");
        return true;
    }

    boolean isAuthorized(HttpExchange exchange) {
        String sent = exchange.getRequestHeaders().getFirst("Authorization");
        return authorization == null || (sent != null && MessageDigest.isEqual(bytes(sent), bytes(authorization)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
