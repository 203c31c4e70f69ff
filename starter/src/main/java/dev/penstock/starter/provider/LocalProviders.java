package dev.penstock.starter.provider;

import dev.penstock.service.ApiServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds OpenAI-compatible servers on this machine at their usual ports. */
final class LocalProviders {
    private static final Duration TIMEOUT = Duration.ofMillis(400);
    private static final Map<Integer, String> USUAL_PORTS = new LinkedHashMap<>();

    static {
        USUAL_PORTS.put(11434, "ollama");
        USUAL_PORTS.put(8000, "vllm");
        USUAL_PORTS.put(8080, "llamacpp");
    }

    /** A server that answered, and its models. */
    record Found(String name, URI baseUrl, List<String> models) {}

    private LocalProviders() {}

    static Optional<Found> find() {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            return USUAL_PORTS.entrySet().stream()
                    .flatMap(port -> ask(http, port.getValue(), port.getKey()).stream())
                    .findFirst();
        }
    }

    /**
     * Queries a port; only a list of models in OpenAI's form makes the server a provider, because anything may listen
     * there.
     */
    private static Optional<Found> ask(HttpClient http, String name, int port) {
        URI baseUrl = URI.create("http://127.0.0.1:" + port + "/v1");
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/models"))
                .timeout(TIMEOUT)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (isPenstock(answer)) {
                return Optional.empty();
            }
            List<String> models = OfferedModels.names(answer.body());
            return models.isEmpty() ? Optional.empty() : Optional.of(new Found(name, baseUrl, models));
        } catch (IOException nobodyThere) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Returns whether the server is Penstock itself, whose calls to itself would never end. */
    private static boolean isPenstock(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("server")
                .filter(ApiServer.SERVER::equals)
                .isPresent();
    }
}
