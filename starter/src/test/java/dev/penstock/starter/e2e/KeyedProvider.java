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
import java.util.function.Function;

/**
 * A provider that remembers which key paid for which prompt on which path, rejects the keys that it is told to, and answers what
 * it is told to.
 */
final class KeyedProvider implements AutoCloseable {
    /** A call that was answered; a prompt with several parts is their JSON. */
    record Paid(String key, String path, String prompt) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANSWER =
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                    + "\"message\":{\"role\":\"assistant\",\"content\":%s},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1,\"total_tokens\":6}}";
    private static final String REJECTION =
            "{\"error\":{\"message\":\"Incorrect API key provided\",\"code\":\"invalid_api_key\"}}";

    private final HttpServer server;
    private final List<Paid> paid = new CopyOnWriteArrayList<>();
    private final Set<String> rejected = ConcurrentHashMap.newKeySet();
    private volatile Function<String, String> answers = prompt -> "yes";

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

    /** From the next call on; the function is asked before its call is answered. */
    void answer(Function<String, String> answersByPrompt) {
        answers = answersByPrompt;
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
            JsonNode content = body.at("/messages/0/content");
            String prompt = content.isTextual() ? content.textValue() : content.toString();
            if (valid) {
                paid.add(new Paid(key, call.getRequestURI().getPath(), prompt));
            }
            byte[] text = (valid ? ANSWER.formatted(JSON.writeValueAsString(answers.apply(prompt))) : REJECTION)
                    .getBytes(StandardCharsets.UTF_8);
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
