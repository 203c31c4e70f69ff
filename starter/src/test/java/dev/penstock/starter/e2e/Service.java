package dev.penstock.starter.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A running {@code penstock serve}, and the chats with it. */
final class Service {
    static final ObjectMapper JSON = new ObjectMapper();
    private final Api api;

    private Service(Api api) {
        this.api = api;
    }

    static Service start(Penstock penstock, String... options) {
        return new Service(Api.serve(penstock, options));
    }

    Running process() {
        return api.process();
    }

    URI address() {
        return api.root();
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return api.send(builder(path, body, headers));
    }

    HttpResponse<String> get(String path) {
        return api.send(api.to(path).timeout(Patience.LIMIT));
    }

    HttpRequest request(String path, String body, String... headers) {
        return builder(path, body, headers).build();
    }

    private HttpRequest.Builder builder(String path, String body, String... headers) {
        HttpRequest.Builder request = api.to(path)
                .header("content-type", "application/json")
                .timeout(Patience.LIMIT)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return headers.length == 0 ? request : request.headers(headers);
    }

    HttpResponse<String> chat(String prompt, String... headers) {
        return post("/v1/chat/completions", chatBody(prompt, false), headers);
    }

    HttpResponse<String> streamedChat(String prompt) {
        return post("/v1/chat/completions", chatBody(prompt, true));
    }

    static String chatBody(String prompt, boolean stream) {
        return JSON.createObjectNode()
                .put("model", "gpt-4o-mini")
                .put("stream", stream)
                .<com.fasterxml.jackson.databind.node.ObjectNode>set(
                        "messages",
                        JSON.createArrayNode()
                                .add(JSON.createObjectNode().put("role", "user").put("content", prompt)))
                .toString();
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(response.body(), e);
        }
    }
}
