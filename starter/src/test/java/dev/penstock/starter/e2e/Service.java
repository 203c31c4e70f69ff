package dev.penstock.starter.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A running {@code penstock serve}, and what is said to it. */
final class Service {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ADDRESS = Pattern.compile("api: +(http://\\S+)/v1");

    /** Of one that clients use in tests; a connection that is never used again is closed with it. */
    private final HttpClient http = HttpClient.newHttpClient();

    private final Running process;
    private final URI address;

    private Service(Running process) {
        this.process = process;
        Matcher said = ADDRESS.matcher(process.out() + process.err());
        if (!said.find()) {
            throw new AssertionError("no address in " + process.err());
        }
        address = URI.create(said.group(1));
    }

    static Service start(Penstock penstock, String... options) {
        String[] command = Stream.concat(Stream.of("serve", "--port", "0"), Stream.of(options))
                .toArray(String[]::new);
        return new Service(penstock.start(command).awaitSaid("ready; stop with"));
    }

    Running process() {
        return process;
    }

    URI address() {
        return address;
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        try {
            return http.send(request(path, body, headers), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpRequest request(String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .header("content-type", "application/json")
                .timeout(Patience.LIMIT)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return (headers.length == 0 ? request : request.headers(headers)).build();
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
