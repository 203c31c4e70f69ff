package dev.penstock.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.json.SimulatorJson;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Calls a simulator the way clients do. */
final class TestingClient implements AutoCloseable {
    private final Simulator simulator;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    TestingClient(Simulator simulator) {
        this.simulator = simulator;
    }

    HttpResponse<String> ask(String prompt) throws IOException, InterruptedException {
        return post("/v1/chat/completions", chat(prompt));
    }

    CompletableFuture<HttpResponse<String>> asking(String prompt) {
        return http.sendAsync(request("/v1/chat/completions", chat(prompt).toString()), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, JsonNode body) throws IOException, InterruptedException {
        return post(path, body.toString());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return http.send(request(path, body), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(simulator.root().resolve(path)).build(), BodyHandlers.ofString());
    }

    static ObjectNode chat(String prompt) {
        ObjectNode body = SimulatorJson.object().put("model", "gpt-4o-mini");
        body.putArray("messages").addObject().put("role", "user").put("content", prompt);
        return body;
    }

    static ObjectNode stream(String prompt) {
        ObjectNode body = chat(prompt).put("stream", true);
        body.putObject("stream_options").put("include_usage", true);
        return body;
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return SimulatorJson.MAPPER.readTree(response.body());
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(simulator.root().resolve(path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer sk-test")
                .timeout(Duration.ofSeconds(10))
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}
