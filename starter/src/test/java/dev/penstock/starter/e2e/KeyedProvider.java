package dev.penstock.starter.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A provider that remembers which key paid for which prompt on which path, and rejects the keys that it is told to. */
final class KeyedProvider implements AutoCloseable {
    /** A call that was answered. */
    record Paid(String key, String path, String prompt) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANSWER =
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                    + "\"message\":{\"role\":\"assistant\",\"content\":\"yes\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1,\"total_tokens\":6}}";
    private static final String REJECTION =
            "{\"error\":{\"message\":\"Incorrect API key provided\",\"code\":\"invalid_api_key\"}}";

    private final HttpServer server;
    private final List<Paid> paid = new CopyOnWriteArrayList<>();
    private final Set<String> rejected = ConcurrentHashMap.newKeySet();

    KeyedProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** The base URL below a path such as {@code /v1}. */
    String at(String path) {
        return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
    }

    void reject(String key) {
        rejected.add(key);
    }

    /** All calls that were answered. */
    List<Paid> paid() {
        return paid;
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            JsonNode body = JSON.readTree(call.getRequestBody().readAllBytes());
            String header = String.valueOf(call.getRequestHeaders().getFirst("Authorization"));
            String key = header.replace("Bearer ", "");
            boolean valid = !rejected.contains(key);
            if (valid) {
                paid.add(new Paid(
                        key,
                        call.getRequestURI().getPath(),
                        body.at("/messages/0/content").asText()));
            }
            byte[] text = (valid ? ANSWER : REJECTION).getBytes(StandardCharsets.UTF_8);
            call.getResponseHeaders().add("Content-Type", "application/json");
            call.sendResponseHeaders(valid ? 200 : 401, text.length);
            call.getResponseBody().write(text);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
